package dev.crossfade.rollout.schedule;

import java.time.Instant;

/** A time from a moment until another, which is no longer part of it. */
public record Span(Instant from, Instant until) {
  public Span {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("until: " + until + " (expected: after " + from + ")");
    }
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(until);
  }
}
