package dev.crossfade.seo.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counting within a bounded memory. */
class CrowdsTest {
  @Test
  void counts_areExactWhileThereIsRoom() {
    Crowds crowds = new Crowds(10);
    for (int i = 0; i < 30; i++) {
      crowds.add("a");
      crowds.add("rare" + i % 9);
    }
    assertThat(crowds.isExact()).isTrue();
    assertThat(crowds.atLeast(30)).isEqualTo(Map.of("a", 30));
  }

  @Test
  void aCrowdAmongMany_isFoundAndNeverOvercounted() {
    Crowds crowds = new Crowds(100);
    for (int i = 0; i < 100_000; i++) {
      crowds.add("once" + i);
      if (i % 10 == 0) {
        crowds.add("often");
      }
    }
    assertThat(crowds.isExact()).isFalse();
    assertThat(crowds.atLeast(1_000)).containsOnlyKeys("often");
    assertThat(crowds.atLeast(1_000).get("often")).isBetween(8_900, 10_000);
  }
}
