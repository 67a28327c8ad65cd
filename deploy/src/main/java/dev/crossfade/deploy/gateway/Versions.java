package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Cause;
import dev.crossfade.config.Cause.Trigger;
import dev.crossfade.config.VersionStore;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The journal as the keeper of configurations. That somebody had the same text read again is kept
 * as well, without the text: files that it names may have changed.
 */
record Versions(Journal journal, ConfigVersions versions, Path source) implements VersionStore {
  private static final String AGAIN = "reload";

  @Override
  public long keep(String text, Cause cause) {
    String trigger = cause.trigger().name().toLowerCase(Locale.ROOT);
    String why = cause.reason().isEmpty() ? trigger : cause.reason();
    try {
      long before = active();
      long version = versions.record(text, source.toString(), cause.actor(), why);
      if (version == before && isOrdered(cause.trigger())) {
        journal.append(
            new Draft(
                cause.actor(),
                AGAIN,
                source.toString(),
                cause.reason(),
                JsonNodeFactory.instance
                    .objectNode()
                    .put("version", version)
                    .put("trigger", trigger)));
      }
      return version;
    } catch (JournalException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  private long active() {
    return versions.list().stream().findFirst().map(version -> version.version()).orElse(0L);
  }

  private static boolean isOrdered(Trigger trigger) {
    return switch (trigger) {
      case SIGNAL, API, ROLLBACK -> true;
      case START, FILE -> false;
    };
  }

  @Override
  public Optional<String> text(long version) {
    return versions.text(version);
  }
}
