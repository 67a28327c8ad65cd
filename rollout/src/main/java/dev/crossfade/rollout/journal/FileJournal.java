package dev.crossfade.rollout.journal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of one gateway, in the file {@code journal.log} of {@code state.dir}. All entries it
 * keeps are also in memory, bodies included; {@link Retention} bounds them. It compacts itself when
 * it is opened and whenever the file has doubled since.
 *
 * <p>One process at a time: a lock keeps others out until this is closed or the process ends.
 */
public final class FileJournal implements Journal, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FileJournal.class);

  private static final String NAME = "journal.log";

  /** Below this size a file is not worth compacting while the gateway runs. */
  private static final long SMALL = 8 << 20;

  private StateDirectory directory;
  private final InstantSource clock;
  private final Retention retention;

  /** Guards directory, file and all that follows; look-ups do without it. */
  private final ReentrantLock lock = new ReentrantLock();

  private LogFile file;
  private long compactAt;
  private boolean closed;

  private volatile Entries entries;

  private FileJournal(StateDirectory directory, InstantSource clock, Retention retention) {
    this.directory = directory;
    this.clock = clock;
    this.retention = retention;
    LogFile.Opened opened = LogFile.open(directory.path(), NAME);
    this.file = opened.file();
    this.entries = Entries.of(opened.entries());
  }

  /**
   * Opens the journal of a state directory and reads it; creates what is missing, for the owner
   * only.
   *
   * @throws JournalException if another gateway uses the directory, if it cannot be written, or if
   *     the file is damaged in a way that an interrupted write does not explain
   */
  public static FileJournal open(Path stateDir, InstantSource clock, Retention retention) {
    requireNonNull(stateDir, "stateDir");
    requireNonNull(clock, "clock");
    requireNonNull(retention, "retention");
    StateDirectory directory = StateDirectory.claim(stateDir);
    try {
      FileJournal journal = new FileJournal(directory, clock, retention);
      journal.compactQuietly();
      return journal;
    } catch (RuntimeException e) {
      release(directory, e);
      throw e;
    }
  }

  /**
   * What a gateway that kept its journal in a directory left there; nothing if none did. Changes
   * nothing.
   *
   * @throws JournalException if it cannot be read, or is damaged in a way that an interrupted write
   *     does not explain
   */
  public static Entries left(StateDirectory directory) {
    Path path = directory.path().resolve(NAME);
    try {
      return Files.exists(path) ? Entries.of(LogReader.read(path).entries()) : Entries.NONE;
    } catch (IOException e) {
      throw new JournalException(
          "state.dir: " + path + " cannot be read: " + JournalException.reason(e), e);
    }
  }

  @Override
  public JournalEntry append(Draft draft) {
    requireNonNull(draft, "draft");
    lock.lock();
    try {
      return write(draft);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<JournalEntry> appendAfter(long last, Draft draft) {
    requireNonNull(draft, "draft");
    lock.lock();
    try {
      return last == lastSeq() ? Optional.of(write(draft)) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long lastSeq() {
    return entries.lastSeq();
  }

  @Override
  public List<JournalEntry> after(long seq, int limit) {
    return entries.after(seq, limit);
  }

  @Override
  public List<JournalEntry> before(long seq, int limit) {
    return entries.before(seq, limit);
  }

  @Override
  public List<JournalEntry> before(long seq, int limit, Predicate<JournalEntry> wanted) {
    return entries.before(seq, limit, wanted);
  }

  @Override
  public List<JournalEntry> newest(String kind, int limit) {
    return entries.newest(kind, limit);
  }

  @Override
  public Optional<JournalEntry> last(String kind, String subject) {
    return entries.last(kind, subject);
  }

  /**
   * Forgets what the retention does not keep, in the file and in memory.
   *
   * @return how many entries were dropped; with 0 the file was not touched
   * @throws JournalException if the file could not be rewritten; no entry is lost then
   */
  public int compact(Retention retention) {
    requireNonNull(retention, "retention");
    lock.lock();
    try {
      List<JournalEntry> kept = retention.kept(entries.all());
      int dropped = entries.size() - kept.size();
      if (dropped > 0) {
        file.rewrite(new LogHeader(kept.size(), lastSeq()), kept);
        entries = Entries.of(kept);
      }
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Looks whether the file is still there. Where it was deleted, or its directory with it, all that
   * is known is written anew: what was acknowledged must be there at the next start.
   *
   * @return whether it was written anew
   * @throws JournalException nothing can be appended, and here is why
   */
  public boolean mend() {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (!file.isGone()) {
        file.requireSound();
        return false;
      }
      directory.close(); // its lock went with its name
      directory = StateDirectory.claim(directory.path());
      LogHeader header = new LogHeader(entries.size(), lastSeq());
      LogFile fresh = LogFile.write(directory.path(), NAME, header, entries.all());
      try (LogFile _ = file) {
        file = fresh;
      }
      log.error(
          "{} was deleted under the running gateway: journal written anew, {} entries",
          directory.path(),
          entries.size());
      return true;
    } catch (IOException e) {
      throw new JournalException(
          "state.dir: " + directory.path() + " is gone: " + JournalException.reason(e), e);
    } finally {
      lock.unlock();
    }
  }

  /** Ends appending and lets another process have the directory; look-ups still answer. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      try {
        file.close();
      } finally {
        directory.close();
      }
    } catch (IOException e) {
      throw new JournalException(
          "state.dir: " + directory.path() + " was not closed: " + JournalException.reason(e), e);
    } finally {
      lock.unlock();
    }
  }

  private JournalEntry write(Draft draft) {
    JournalEntry entry = EntryLine.entry(draft, lastSeq() + 1, clock);
    file.append(EntryLine.encode(entry));
    entries = entries.with(List.of(entry));
    if (file.size() > compactAt) {
      compactQuietly();
    }
    return entry;
  }

  /** The file is whole and complete without it, so a failure is no reason to fail the caller. */
  private void compactQuietly() {
    try {
      long before = file.size();
      int dropped = compact(retention);
      if (dropped > 0) {
        log.info(
            "{}: compacted from {} to {} bytes, {} entries dropped",
            directory.path(),
            before,
            file.size(),
            dropped);
      }
    } catch (JournalException e) {
      log.warn("{}", e.getMessage(), e);
    }
    compactAt = Math.max(SMALL, 2 * file.size());
  }

  private static void release(StateDirectory directory, RuntimeException cause) {
    try {
      directory.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
