package dev.crossfade.config;

import java.util.List;

/** What became of a reload. */
public sealed interface Reload {
  /** The configuration was applied. */
  record Applied(Snapshot snapshot) implements Reload {}

  /** The old configuration serves on; there is at least one problem. */
  record Refused(List<String> problems) implements Reload {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
