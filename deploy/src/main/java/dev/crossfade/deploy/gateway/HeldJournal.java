package dev.crossfade.deploy.gateway;

import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.Retention;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as a gateway has it that can be taken over: it is claimed, let go of, and perhaps
 * claimed again. Appends wait while a takeover is under way, and fail when the journal is another's
 * after it; look-ups answer by what was there when it was let go of.
 */
final class HeldJournal implements Journal, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HeldJournal.class);

  private final Opener opener;
  private final Lock changes;
  private volatile @Nullable Open open;
  private volatile @Nullable Trouble trouble;

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

  /**
   * A journal that is open.
   *
   * @param mending looks after it, and gives whether it had to be written anew; throws what stands
   *     in the way
   */
  record Open(Journal journal, Runnable closing, BooleanSupplier mending) {}

  /**
   * What stands in the way of the journal's file, which is all that can be appended to, or a copy.
   */
  record Trouble(Instant since, String reason) {}

  /** In a state directory. */
  static Opener file(Path stateDir) {
    return () -> {
      FileJournal journal = FileJournal.open(stateDir, Clock.systemUTC(), Retention.DEFAULT);
      return new Open(journal, journal::close, journal::mend);
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

  /**
   * Looks after it, about once a second.
   *
   * @return whether it had to be written anew
   */
  boolean mend() {
    Open now = open;
    if (now == null) {
      return false;
    }
    try {
      boolean anew = now.mending.getAsBoolean();
      trouble = null;
      return anew;
    } catch (JournalException e) {
      Trouble before = trouble;
      String reason = String.valueOf(e.getMessage());
      if (before == null) {
        log.warn("{}", reason);
      }
      trouble = new Trouble(before == null ? Instant.now() : before.since, reason);
      return false;
    }
  }

  /** Since when and what stands in the way of files; empty: nothing is known of that. */
  Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
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
