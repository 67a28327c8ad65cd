package dev.crossfade.rollout.rehearsal;

import dev.crossfade.rollout.schedule.Ticker;
import java.time.Duration;
import java.time.Instant;

/** Both clocks of a machine, which stand still until somebody lets time pass. */
final class VirtualClock implements Ticker {
  private final Instant began;
  private Duration passed = Duration.ZERO;

  VirtualClock(Instant began) {
    this.began = began;
  }

  @Override
  public Instant wall() {
    return began.plus(passed);
  }

  @Override
  public long nanos() {
    return passed.toNanos();
  }

  void pass(Duration duration) {
    passed = passed.plus(duration);
  }
}
