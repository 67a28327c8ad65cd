package dev.crossfade.fleet;

import dev.crossfade.fleet.EntryStore.Loaded;
import dev.crossfade.fleet.etcd.EtcdException;
import dev.crossfade.rollout.journal.Entries;
import dev.crossfade.rollout.journal.EntryLine;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a gateway knows to a store that lacks it: one that is new, was lost, or comes from an
 * old backup. Only where the store's entries, if it has any, are the first of those that are known;
 * in order, and each with the number that it had. Whoever else writes meanwhile wins.
 */
final class Restoring {
  private static final Logger log = LoggerFactory.getLogger(Restoring.class);

  private Restoring() {}

  /** What is known and the store lacks. */
  static List<JournalEntry> missing(Entries known, Loaded store) {
    Entries there = Entries.of(store.entries());
    if (there.size() == 0) {
      return known.all();
    }
    JournalEntry newest = there.all().getLast();
    List<JournalEntry> ours = known.after(newest.seq() - 1, 1);
    return ours.equals(List.of(newest)) ? known.after(newest.seq(), Integer.MAX_VALUE) : List.of();
  }

  /**
   * Writes them, behind what the store has.
   *
   * @throws JournalException another gateway writes too
   */
  static void write(EntryStore store, long last, List<JournalEntry> missing) throws EtcdException {
    log.info(
        "the store lacks {} entries of the journal that are known here, from {} to {}: written",
        missing.size(),
        missing.getFirst().seq(),
        missing.getLast().seq());
    long written = last;
    List<JournalEntry> next = new ArrayList<>();
    int bytes = 0;
    for (JournalEntry entry : missing) {
      int size = EntryLine.encode(entry).length;
      if (size > EntryStore.MOST_BYTES) {
        log.warn("entry {} of {} bytes is left out: etcd does not take it", entry.seq(), size);
        continue;
      }
      if (next.size() == EntryStore.MOST_OPS || bytes + size > EntryStore.MOST_BYTES) {
        written = write(store, written, next, next.getLast().seq());
        next.clear();
        bytes = 0;
      }
      next.add(entry);
      bytes += size;
    }
    if (!next.isEmpty()) {
      write(store, written, next, next.getLast().seq());
    }
  }

  private static long write(EntryStore store, long last, List<JournalEntry> next, long newest)
      throws EtcdException {
    if (!store.append(last, next)) {
      throw new JournalException(
          "etcd: another gateway writes to the journal, which was empty (expected: one that starts"
              + " first)");
    }
    return newest;
  }
}
