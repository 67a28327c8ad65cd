package dev.crossfade.fleet;

import dev.crossfade.rollout.journal.Entries;
import dev.crossfade.rollout.journal.JournalCopy;
import dev.crossfade.rollout.journal.JournalEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All entries as they are known here, and their copy on the disk. Reading waits for nobody; the
 * others wait for the disk.
 */
final class Mirror {
  private final JournalCopy copy;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Entries entries;

  Mirror(JournalCopy copy) {
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
      Entries next = Entries.of(all);
      if (!next.all().equals(entries.all())) {
        entries = next;
        copy.replace(next);
      }
    } finally {
      lock.unlock();
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

  /** Writes no more; what is known stays readable. */
  void close() throws IOException {
    lock.lock();
    try {
      copy.close();
    } finally {
      lock.unlock();
    }
  }
}
