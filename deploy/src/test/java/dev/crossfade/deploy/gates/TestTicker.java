package dev.crossfade.deploy.gates;

import dev.crossfade.rollout.schedule.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand still until a test lets time pass. */
final class TestTicker implements Ticker {
  static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final AtomicLong passed = new AtomicLong();

  @Override
  public Instant wall() {
    return START.plusNanos(passed.get());
  }

  @Override
  public long nanos() {
    return passed.get();
  }

  void pass(Duration duration) {
    passed.addAndGet(duration.toNanos());
  }
}
