package dev.crossfade.fleet;

import dev.crossfade.rollout.journal.Entries;
import dev.crossfade.rollout.journal.JournalCopy;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.StateDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All entries as they are known here, and their copy on the disk, in a directory that is held for
 * it. Reading waits for nobody; the others wait for the disk.
 */
final class Mirror {
  private static final Logger log = LoggerFactory.getLogger(Mirror.class);

  private final JournalCopy copy;

  /** Guards directory, copy and changes of the entries. */
  private final ReentrantLock lock = new ReentrantLock();

  private StateDirectory directory;
  private boolean closed;
  private volatile Entries entries;

  /**
   * @param directory closed with this
   * @param copy in it; closed with this
   */
  Mirror(StateDirectory directory, JournalCopy copy) {
    this.directory = directory;
    this.copy = copy;
    this.entries = copy.found();
  }

  Entries entries() {
    return entries;
  }

  /** Takes the store's entries for all there are. */
  void replace(List<JournalEntry> all) {
    lock.lock();
    try {
      change(Entries.of(all));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the store's entries for all there were when they were read. Those that were added since
   * stay: who appended one has been told that it is there.
   */
  void renew(List<JournalEntry> all) {
    lock.lock();
    try {
      Entries read = Entries.of(all);
      change(read.with(entries.after(read.lastSeq(), Integer.MAX_VALUE)));
    } finally {
      lock.unlock();
    }
  }

  private void change(Entries next) {
    if (!next.all().equals(entries.all())) {
      entries = next;
      copy.replace(next);
    }
  }

  /**
   * Takes entries that were read or heard of, in order; what is known already is passed over.
   *
   * @return whether any was new
   */
  boolean add(List<JournalEntry> heard) {
    lock.lock();
    try {
      long last = entries.lastSeq();
      List<JournalEntry> following = new ArrayList<>();
      for (JournalEntry entry : heard) {
        if (entry.seq() > last) {
          following.add(entry);
          last = entry.seq();
        }
      }
      if (following.isEmpty()) {
        return false;
      }
      entries = entries.with(following);
      copy.update(entries);
      return true;
    } finally {
      lock.unlock();
    }
  }

  void forget(List<Long> seqs) {
    lock.lock();
    try {
      Set<Long> gone = new HashSet<>(seqs);
      Entries next = entries.only(entry -> !gone.contains(entry.seq()));
      if (next.size() < entries.size()) {
        entries = next;
        copy.replace(next);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Looks whether the copy is still there. Where it was deleted, or its directory with it, all that
   * is known is written anew.
   *
   * @return whether it was
   * @throws JournalException it cannot be
   */
  boolean mend() {
    lock.lock();
    try {
      if (closed || !copy.isGone()) {
        return false;
      }
      directory.close(); // its lock went with its name
      directory = StateDirectory.claim(directory.path());
      copy.restore(entries);
      log.error(
          "{} was deleted under the running gateway: copy of the journal written anew, {} entries",
          directory.path(),
          entries.size());
      return true;
    } catch (IOException e) {
      throw new JournalException(
          "state.dir: " + directory.path() + " is gone: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  /** Writes no more, and lets another process have the directory; what is known stays readable. */
  void close() throws IOException {
    lock.lock();
    try (StateDirectory _ = directory) {
      closed = true;
      copy.close();
    } finally {
      lock.unlock();
    }
  }
}
