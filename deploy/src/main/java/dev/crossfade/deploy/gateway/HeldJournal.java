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
  private final Path stateDir;
  private final Lock changes;
  private volatile @Nullable FileJournal journal;

  /**
   * @param changes held by whoever hands over
   */
  HeldJournal(Path stateDir, Lock changes) {
    this.stateDir = stateDir;
    this.changes = changes;
  }

  /**
   * Opens it, the first time or once more. Whoever has it is the gateway.
   *
   * @throws dev.crossfade.rollout.journal.JournalException as {@link FileJournal#open} does
   */
  void claim() {
    journal = FileJournal.open(stateDir, Clock.systemUTC(), Retention.DEFAULT);
  }

  private FileJournal journal() {
    FileJournal now = journal;
    if (now == null) {
      throw new IllegalStateException("the journal is not open yet (expected: claim first)");
    }
    return now;
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
    FileJournal now = journal;
    if (now != null) {
      now.close();
    }
  }
}
