package dev.crossfade.rollout;

import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.Unwritten;
import java.util.Optional;

/**
 * The entries of one unit in the journal, as the writer sees them who has read up to one of them.
 * Not thread-safe: guarded by the lock of its unit. Whatever the journal throws goes through.
 */
final class UnitJournal {
  private final Journal journal;
  private final String unit;

  /** The entry that was read or written last; 0: none is there. */
  private long seen;

  /** How far the journal had grown when it was last looked at. */
  private long last;

  /** Nothing about this unit can have come while the journal has not grown beyond this. */
  private long searched = -1;

  UnitJournal(Journal journal, String unit) {
    this.journal = journal;
    this.unit = unit;
  }

  long last() {
    return last;
  }

  /** Keeps a step that could not be appended for the next start; what was kept before goes. */
  void keep(Unwritten kept, Step step) {
    kept.keep(seen, StepJson.toDraft(unit, step));
  }

  /**
   * The step that was kept, if it still follows the one that was seen last.
   *
   * @throws IllegalStateException another version kept it
   */
  Optional<Step> kept(Unwritten kept) {
    return kept.of(unit).filter(entry -> entry.seq() == seen + 1).map(StepJson::parse);
  }

  /** The newest step if it is another one than was seen last. */
  Optional<Step> news() {
    last = journal.lastSeq();
    if (last == searched) {
      return Optional.empty();
    }
    Optional<JournalEntry> newest = journal.last(StepJson.KIND, unit);
    Optional<Step> step = newest.filter(entry -> entry.seq() != seen).map(StepJson::parse);
    newest.ifPresent(entry -> seen = entry.seq());
    searched = last;
    return step;
  }

  /**
   * Appends a step to the one that was seen last.
   *
   * @return false if another one came first: read the news, decide again
   */
  boolean append(Step step) {
    while (true) {
      last = journal.lastSeq();
      long newest = journal.last(StepJson.KIND, unit).map(JournalEntry::seq).orElse(0L);
      if (newest < seen) {
        throw new IllegalStateException(
            "entry "
                + seen
                + " about the rollout of "
                + unit
                + " is gone (expected: a journal that keeps the newest)");
      }
      if (newest != seen) {
        searched = -1;
        return false;
      }
      Optional<JournalEntry> entry = journal.appendAfter(last, StepJson.toDraft(unit, step));
      if (entry.isPresent()) {
        seen = entry.get().seq();
        return true;
      }
    }
  }
}
