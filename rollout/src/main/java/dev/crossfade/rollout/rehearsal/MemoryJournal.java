package dev.crossfade.rollout.rehearsal;

import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.schedule.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A journal that lasts as long as its rehearsal. It forgets nothing, and a rollout that is made
 * anew on it finds what it would find after a restart.
 */
final class MemoryJournal implements Journal {
  private final Ticker clock;
  private final List<JournalEntry> entries = new ArrayList<>();

  MemoryJournal(Ticker clock) {
    this.clock = clock;
  }

  @Override
  public synchronized JournalEntry append(Draft draft) {
    JournalEntry entry =
        new JournalEntry(
            entries.size() + 1L,
            clock.wall(),
            draft.actor(),
            draft.kind(),
            draft.subject(),
            draft.reason(),
            draft.body());
    entries.add(entry);
    return entry;
  }

  @Override
  public synchronized Optional<JournalEntry> appendAfter(long last, Draft draft) {
    return last == lastSeq() ? Optional.of(append(draft)) : Optional.empty();
  }

  @Override
  public synchronized long lastSeq() {
    return entries.size();
  }

  @Override
  public synchronized List<JournalEntry> after(long seq, int limit) {
    return entries.stream().filter(entry -> entry.seq() > seq).limit(limit).toList();
  }

  @Override
  public synchronized List<JournalEntry> before(long seq, int limit) {
    return entries.reversed().stream().filter(entry -> entry.seq() < seq).limit(limit).toList();
  }

  @Override
  public List<JournalEntry> before(long seq, int limit, Predicate<JournalEntry> wanted) {
    return before(seq, Integer.MAX_VALUE).stream().filter(wanted).limit(limit).toList();
  }

  @Override
  public synchronized List<JournalEntry> newest(String kind, int limit) {
    return entries.reversed().stream()
        .filter(entry -> entry.kind().equals(kind))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<JournalEntry> last(String kind, String subject) {
    return entries.reversed().stream()
        .filter(entry -> entry.kind().equals(kind) && entry.subject().equals(subject))
        .findFirst();
  }
}
