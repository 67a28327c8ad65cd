package dev.crossfade.config;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Problem;
import java.time.Instant;
import java.util.List;

/**
 * A configuration that was applied. Immutable; a reload makes a new one.
 *
 * @param text the file as it was read, before anything was expanded
 */
public record Snapshot(
    long version,
    Config config,
    String text,
    String source,
    Instant since,
    Cause cause,
    List<Problem> warnings) {
  public Snapshot {
    warnings = List.copyOf(warnings);
  }

  /** Where its keys stand; found anew each time it is asked. */
  public Marks marks() {
    return Marks.of(text);
  }
}
