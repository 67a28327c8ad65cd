package dev.crossfade.rollout;

import dev.crossfade.rollout.schedule.Ticker;
import java.time.Duration;
import java.time.Instant;

/** Clocks that stand still until a test moves them. */
final class TestTicker implements Ticker {
  private Instant wall;
  private long nanos = 42;

  TestTicker(Instant wall) {
    this.wall = wall;
  }

  @Override
  public Instant wall() {
    return wall;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  /** Time passes. */
  void pass(Duration duration) {
    wall = wall.plus(duration);
    nanos += duration.toNanos();
  }

  /** Somebody sets the wall clock. */
  void step(Duration by) {
    wall = wall.plus(by);
  }
}
