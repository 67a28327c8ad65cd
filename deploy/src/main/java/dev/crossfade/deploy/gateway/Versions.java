package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Cause;
import dev.crossfade.config.Cause.Trigger;
import dev.crossfade.config.VersionStore;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.Unwritten;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The journal as the keeper of configurations. That somebody had the same text read again is kept
 * as well, without the text: files that it names may have changed.
 *
 * <p>Gateways that share a journal do not all read a new file at the same moment: there a text that
 * is kept already is the version it was, whichever is the newest. And who goes back at one of them
 * means all: {@link #orderedElsewhere} tells, and {@link #spread} sees to it when the journal took
 * no entry at the time.
 */
final class Versions implements VersionStore {
  private static final Logger log = LoggerFactory.getLogger(Versions.class);
  private static final String AGAIN = "reload";
  private static final int MOST_NEWS = 1_000;

  private final Journal journal;
  private final ConfigVersions versions;
  private final Path source;
  private final boolean shared;
  private final UnspreadBack unspread;
  private final Set<Long> ours = ConcurrentHashMap.newKeySet();
  private volatile long active;
  private volatile long read = Long.MAX_VALUE;

  /**
   * @param source the file that is read
   * @param shared other gateways write to the journal as well
   * @param unwritten where it is kept what others could not be told
   */
  Versions(
      Journal journal, ConfigVersions versions, Path source, boolean shared, Unwritten unwritten) {
    this.journal = journal;
    this.versions = versions;
    this.source = source;
    this.shared = shared;
    this.unspread = new UnspreadBack(journal, versions, unwritten, Versions::isBack);
  }

  /** Somebody went back to a version. */
  record Back(long version, String actor, String reason) {}

  @Override
  public long keep(String text, Cause cause) {
    String trigger = cause.trigger().name().toLowerCase(Locale.ROOT);
    String why = cause.reason().isEmpty() ? trigger : cause.reason();
    try {
      if (read == Long.MAX_VALUE) {
        begin();
      }
      OptionalLong known = shared ? versions.find(text) : OptionalLong.empty();
      long before = shared ? active : newest();
      unspread.onActive(known, cause.trigger());
      long version =
          known.isPresent()
              ? known.getAsLong()
              : versions.record(text, source.toString(), cause.actor(), why);
      active = version;
      if ((known.isPresent() || version == before) && isOrdered(cause.trigger())) {
        ObjectNode body =
            JsonNodeFactory.instance.objectNode().put("version", version).put("trigger", trigger);
        append(new Draft(cause.actor(), AGAIN, source.toString(), cause.reason(), body), before);
      }
      return version;
    } catch (JournalException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  private void begin() {
    read = journal.lastSeq();
    if (shared) {
      unspread.begin(source.toString());
    }
  }

  /** Of a fleet it is known which version this is, also where the order cannot be written. */
  private void append(Draft again, long before) {
    long last = journal.lastSeq();
    try {
      ours.add(journal.append(again).seq());
    } catch (JournalException e) {
      if (!shared) {
        throw e;
      }
      String why = String.valueOf(e.getMessage());
      if (isBack(again.kind(), again.body())) {
        unspread.keep(last, again, before, why);
      } else {
        log.warn("that {} was read again is not in the journal: {}", source, why);
      }
    }
  }

  private long newest() {
    return versions.list().stream().findFirst().map(version -> version.version()).orElse(0L);
  }

  private static boolean isOrdered(Trigger trigger) {
    return switch (trigger) {
      case SIGNAL, API, ROLLBACK -> true;
      case START, FILE, FLEET -> false;
    };
  }

  /** What others could not be told yet, in a sentence; empty: nothing. */
  Optional<String> untold() {
    return unspread.what();
  }

  /**
   * Tells others that somebody went back here while the journal took no entry, if it takes some
   * now. Never beside {@link #keep}.
   *
   * @return whether there is nothing to be told any more
   */
  boolean spread() {
    return unspread.settle();
  }

  /**
   * The last time that somebody went back at another gateway, if that is news and nobody went back
   * here since. One at a time, and never beside {@link #keep}.
   */
  Optional<Back> orderedElsewhere() {
    Optional<Back> last = Optional.empty();
    List<JournalEntry> news = journal.after(read, MOST_NEWS);
    while (!news.isEmpty()) {
      for (JournalEntry entry : news) {
        boolean our = ours.remove(entry.seq());
        if (isBack(entry)) {
          long version = entry.body().path("version").asLong(0);
          last =
              our
                  ? Optional.empty() // which came after those before it
                  : Optional.of(new Back(version, entry.actor(), entry.reason()));
        }
      }
      read = news.getLast().seq();
      news = journal.after(read, MOST_NEWS);
    }
    return last;
  }

  private static boolean isBack(JournalEntry entry) {
    return isBack(entry.kind(), entry.body());
  }

  private static boolean isBack(String kind, ObjectNode body) {
    return kind.equals(AGAIN) && body.path("trigger").asString("").equals("rollback");
  }

  @Override
  public Optional<String> text(long version) {
    return versions.text(version);
  }
}
