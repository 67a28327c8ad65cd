package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageMemoryTest {
  private final PageMemory memory = new PageMemory();

  @Test
  void backendOf_rememberedPage_isItsBackend() {
    memory.onPage(7, "/p/1", 0);
    memory.onPage(7, "/p/2", 1);

    assertThat(memory.backendOf(7, "/p/1")).isZero();
    assertThat(memory.backendOf(7, "/p/2")).isOne();
  }

  @Test
  void backendOf_anotherVisitorOrPage_isNotKnown() {
    memory.onPage(7, "/p/1", 0);

    assertThat(memory.backendOf(8, "/p/1")).isEqualTo(-1);
    assertThat(memory.backendOf(7, "/p/2")).isEqualTo(-1);
  }

  @Test
  void onPage_again_isTheLaterBackend() {
    memory.onPage(7, "/p/1", 0);
    memory.onPage(7, "/p/1", 1);

    assertThat(memory.backendOf(7, "/p/1")).isOne();
  }

  /** A table of fixed size forgets, but never takes one page for another. */
  @Test
  void onPage_moreThanThereIsRoomFor_neverMixesPagesUp() {
    for (int visitor = 0; visitor < 300_000; visitor++) {
      memory.onPage(visitor, "/p/1", visitor % 2);
    }

    for (int visitor = 0; visitor < 300_000; visitor++) {
      assertThat(memory.backendOf(visitor, "/p/1")).isIn(-1, visitor % 2);
    }
  }
}
