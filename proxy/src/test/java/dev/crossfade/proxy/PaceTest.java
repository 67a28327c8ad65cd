package dev.crossfade.proxy;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.value.Size;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A hundred bytes a second and ten seconds of grace, on a clock that the test turns. */
class PaceTest {
  private final Pace pace = Pace.of(new Size(100), Duration.ofSeconds(10));

  private static long at(long seconds) {
    return Long.MAX_VALUE - 5 + SECONDS.toNanos(seconds); // nanoTime may be anything, and overflow
  }

  private static long seconds(long nanos) {
    return SECONDS.convert(nanos, NANOSECONDS);
  }

  @Test
  void on_firstWait_leavesTheGrace() {
    assertThat(seconds(pace.on(at(0), 0, true))).isEqualTo(10);
  }

  @Test
  void on_waitWithoutBytes_spendsTheGrace() {
    pace.on(at(0), 0, true);

    assertThat(seconds(pace.on(at(9), 0, true))).isEqualTo(1);
    assertThat(pace.on(at(10), 0, true)).isZero();
  }

  @Test
  void on_bytesAtTheLeastPace_neverEnds() {
    pace.on(at(0), 0, true);
    for (int second = 1; second <= 1_000; second++) {
      assertThat(seconds(pace.on(at(second), second * 100L, true))).isGreaterThanOrEqualTo(9);
    }
  }

  @Test
  void on_bytesAtHalfThePace_lastTwiceTheGrace() {
    pace.on(at(0), 0, true);
    for (int second = 1; second < 20; second++) {
      assertThat(pace.on(at(second), second * 50L, true)).as("%d s", second).isPositive();
    }
    assertThat(pace.on(at(20), 19 * 50L, true)).isZero();
  }

  /** What was sent fast earns no more than the grace. */
  @Test
  void on_gigabytesAtOnce_earnNoMoreThanTheGrace() {
    pace.on(at(0), 0, true);

    assertThat(seconds(pace.on(at(5), Long.MAX_VALUE, true))).isEqualTo(10);
    assertThat(pace.on(at(15), Long.MAX_VALUE, true)).isZero();
  }

  @Test
  void on_timeWhenOthersAreWaitedFor_costsNothing() {
    pace.on(at(0), 0, true);
    pace.on(at(2), 0, false);

    assertThat(seconds(pace.on(at(1_000), 0, true))).isEqualTo(8);
  }

  @Test
  void on_anyPace_neverEnds() {
    Pace any = Pace.of(new Size(0), Duration.ofSeconds(10));
    any.on(at(0), 0, true);

    assertThat(any.on(at(100_000), 0, true)).isGreaterThan(SECONDS.toNanos(100_000));
  }
}
