package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Cause;
import dev.crossfade.config.VersionStore;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The journal as the keeper of configurations. */
record Versions(ConfigVersions versions, Path source) implements VersionStore {
  @Override
  public long keep(String text, Cause cause) {
    String why =
        cause.reason().isEmpty() ? cause.trigger().name().toLowerCase(Locale.ROOT) : cause.reason();
    try {
      return versions.record(text, source.toString(), cause.actor(), why);
    } catch (JournalException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  @Override
  public Optional<String> text(long version) {
    return versions.text(version);
  }
}
