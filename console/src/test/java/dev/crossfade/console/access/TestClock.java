package dev.crossfade.console.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when it is told to. */
final class TestClock implements InstantSource {
  private Instant now = Instant.parse("2026-11-30T08:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }
}
