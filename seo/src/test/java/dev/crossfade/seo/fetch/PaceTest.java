package dev.crossfade.seo.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often a host is asked, on a clock of its own. */
class PaceTest {
  private final Waits time = new Waits();

  private long nanosFor(Pace pace, int requests) throws InterruptedException {
    long from = time.nanos();
    for (int i = 0; i < requests; i++) {
      pace.await();
    }
    return time.nanos() - from;
  }

  @Test
  void await_atTenASecond_letsOneGoEachTenth() throws Exception {
    Pace pace = new Pace(time, 10);

    assertThat(nanosFor(pace, 21)).isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(time.sleptMillis()).hasSize(20).containsOnly(100L);
  }

  @Test
  void await_afterAPause_doesNotMakeUpForIt() throws Exception {
    Pace pace = new Pace(time, 2);
    pace.await();
    time.pass(Duration.ofMinutes(5).toNanos());

    assertThat(nanosFor(pace, 3)).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void await_atAHighRate_letsATenthOfASecondGoAtOnceAndKeepsTheRate() throws Exception {
    Pace pace = new Pace(time, 1_000);
    time.pass(Duration.ofSeconds(1).toNanos());

    assertThat(nanosFor(pace, 100)).isZero();
    assertThat(nanosFor(pace, 1_000)).isBetween(999_000_000L, 1_001_000_000L);
  }

  @Test
  void await_withoutALimit_neverWaits() throws Exception {
    assertThat(nanosFor(new Pace(time, FetchSettings.UNLIMITED), 10_000)).isZero();
  }

  @Test
  void hold_keepsEverybodyBack() throws Exception {
    Pace pace = new Pace(time, FetchSettings.UNLIMITED);

    pace.hold(Duration.ofSeconds(3).toNanos());

    assertThat(nanosFor(pace, 5)).isEqualTo(Duration.ofSeconds(3).toNanos());
  }

  @Test
  void slow_neverMakesItFaster() throws Exception {
    Pace pace = new Pace(time, 1);

    pace.slow(Duration.ofMillis(1).toNanos());

    assertThat(nanosFor(pace, 3)).isEqualTo(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void slow_asLongAsACrawlDelaySays() throws Exception {
    Pace pace = new Pace(time, 10);

    pace.slow(Duration.ofSeconds(5).toNanos());

    assertThat(nanosFor(pace, 3)).isEqualTo(Duration.ofSeconds(10).toNanos());
  }
}
