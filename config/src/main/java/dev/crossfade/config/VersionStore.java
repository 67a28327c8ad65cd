package dev.crossfade.config;

import java.util.Optional;

/** Keeps the last applied configurations, so that one of them can be brought back. */
public interface VersionStore {
  /**
   * Keeps a text that was applied; the text of the newest version is not kept twice.
   *
   * @return its number
   * @throws java.io.UncheckedIOException when it cannot be kept
   */
  long keep(String text, Cause cause);

  /** The text of a version that is still kept. */
  Optional<String> text(long version);
}
