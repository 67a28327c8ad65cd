package dev.crossfade.config;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Problem;
import java.time.Instant;
import java.util.List;

/** A configuration that was applied. Immutable; a reload makes a new one. */
public record Snapshot(
    long version,
    Config config,
    String source,
    Instant since,
    Cause cause,
    List<Problem> warnings) {
  public Snapshot {
    warnings = List.copyOf(warnings);
  }
}
