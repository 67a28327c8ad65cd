package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SeldomTest {
  private static final long START = Long.MAX_VALUE - 5; // nanoTime may overflow
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Seldom seldom = new Seldom(START);

  @Test
  void first_passesAtOnce() {
    assertThat(seldom.pass(START)).isZero();
  }

  @Test
  void others_withinASecond_areLeftOutAndCounted() {
    seldom.pass(START);

    assertThat(seldom.pass(START + 1)).isEqualTo(Seldom.NOT_NOW);
    assertThat(seldom.pass(START + SECOND - 1)).isEqualTo(Seldom.NOT_NOW);

    assertThat(seldom.pass(START + SECOND)).isEqualTo(2);
    assertThat(seldom.pass(START + 2 * SECOND)).isZero();
  }
}
