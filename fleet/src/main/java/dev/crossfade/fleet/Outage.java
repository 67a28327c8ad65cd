package dev.crossfade.fleet;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The store is away.
 *
 * @param since when that was noticed
 * @param reason why, in a sentence
 */
public record Outage(Instant since, String reason) {
  public Outage {
    requireNonNull(since, "since");
    requireNonNull(reason, "reason");
  }
}
