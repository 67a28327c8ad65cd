package dev.crossfade.deploy.gateway;

import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.Retention;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The journal as a gateway has it that can be taken over: it is claimed, let go of, and perhaps
 * claimed again. Appends wait while a takeover is under way, and fail when the journal is another's
 * after it; look-ups answer by what was there when it was let go of.
 */
final class HeldJournal implements Journal, AutoCloseable {
  private final Opener opener;
  private final Lock changes;
  private volatile @Nullable Open open;

  /**
   * @param changes held by whoever hands over
   */
  HeldJournal(Opener opener, Lock changes) {
    this.opener = opener;
    this.changes = changes;
  }

  /** Where a journal is. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens it, for this process alone.
     *
     * @throws dev.crossfade.rollout.journal.JournalException if it cannot be had
     */
    Open open();
  }

  /** A journal that is open. */
  record Open(Journal journal, Runnable closing) {}

  /** In a state directory. */
  static Opener file(Path stateDir) {
    return () -> {
      FileJournal journal = FileJournal.open(stateDir, Clock.systemUTC(), Retention.DEFAULT);
      return new Open(journal, journal::close);
    };
  }

  /**
   * Opens it, the first time or once more. Whoever has it is the gateway.
   *
   * @throws dev.crossfade.rollout.journal.JournalException as {@link Opener#open} does
   */
  void claim() {
    open = opener.open();
  }

  private Journal journal() {
    Open now = open;
    if (now == null) {
      throw new IllegalStateException("the journal is not open yet (expected: claim first)");
    }
    return now.journal;
  }

  @Override
  public JournalEntry append(Draft draft) {
    changes.lock();
    try {
      return journal().append(draft);
    } finally {
      changes.unlock();
    }
  }

  @Override
  public Optional<JournalEntry> appendAfter(long last, Draft draft) {
    changes.lock();
    try {
      return journal().appendAfter(last, draft);
    } finally {
      changes.unlock();
    }
  }

  @Override
  public long lastSeq() {
    return journal().lastSeq();
  }

  @Override
  public List<JournalEntry> after(long seq, int limit) {
    return journal().after(seq, limit);
  }

  @Override
  public List<JournalEntry> before(long seq, int limit) {
    return journal().before(seq, limit);
  }

  @Override
  public List<JournalEntry> before(long seq, int limit, Predicate<JournalEntry> wanted) {
    return journal().before(seq, limit, wanted);
  }

  @Override
  public List<JournalEntry> newest(String kind, int limit) {
    return journal().newest(kind, limit);
  }

  @Override
  public Optional<JournalEntry> last(String kind, String subject) {
    return journal().last(kind, subject);
  }

  /** Lets another process have it. */
  @Override
  public void close() {
    Open now = open;
    if (now != null) {
      now.closing.run();
    }
  }
}
