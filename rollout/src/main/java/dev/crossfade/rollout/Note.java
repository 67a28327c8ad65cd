package dev.crossfade.rollout;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;

/** Who did something, when by the wall clock, and why; the reason may be empty. */
public record Note(String actor, Instant at, String reason) {
  /** As the end of a sentence: {@code by ana at 2026-11-21T12:00:00Z: reason}. */
  @Override
  public String toString() {
    return "by "
        + actor
        + " at "
        + at.truncatedTo(SECONDS)
        + (reason.isBlank() ? "" : ": " + reason);
  }
}
