package dev.crossfade.rollout.journal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The entries of a journal in memory, in order: what look-ups are answered from. Never changes, so
 * that a reader has one state and needs no lock.
 */
public final class Entries {
  /** Those of a journal that is empty. */
  public static final Entries NONE = new Entries(List.of());

  private final List<JournalEntry> entries;

  private Entries(List<JournalEntry> entries) {
    this.entries = entries;
  }

  /** These, each with a larger number than the one before. */
  public static Entries of(Collection<JournalEntry> entries) {
    return new Entries(inOrder(List.copyOf(entries)));
  }

  /** These and the ones that follow them. */
  public Entries with(Collection<JournalEntry> following) {
    List<JournalEntry> all = new ArrayList<>(entries.size() + following.size());
    all.addAll(entries);
    all.addAll(following);
    return new Entries(inOrder(all));
  }

  /** Those that are wanted of these. */
  public Entries only(Predicate<JournalEntry> wanted) {
    return new Entries(entries.stream().filter(wanted).toList());
  }

  public int size() {
    return entries.size();
  }

  /** Oldest first. */
  public List<JournalEntry> all() {
    return entries;
  }

  /** As {@link Journal#lastSeq}. */
  public long lastSeq() {
    return entries.isEmpty() ? 0 : entries.getLast().seq();
  }

  /** As {@link Journal#after}. */
  public List<JournalEntry> after(long seq, int limit) {
    int from = upTo(seq);
    return List.copyOf(entries.subList(from, from + Math.min(limit, entries.size() - from)));
  }

  /** As {@link Journal#before(long, int)}. */
  public List<JournalEntry> before(long seq, int limit) {
    int to = upTo(seq - 1);
    return List.copyOf(entries.subList(to - Math.min(limit, to), to).reversed());
  }

  /** As {@link Journal#before(long, int, Predicate)}. */
  public List<JournalEntry> before(long seq, int limit, Predicate<JournalEntry> wanted) {
    requireNonNull(wanted, "wanted");
    return entries.subList(0, upTo(seq - 1)).reversed().stream()
        .filter(wanted)
        .limit(limit)
        .toList();
  }

  /** As {@link Journal#newest}. */
  public List<JournalEntry> newest(String kind, int limit) {
    requireNonNull(kind, "kind");
    return entries.reversed().stream().filter(e -> e.kind().equals(kind)).limit(limit).toList();
  }

  /** As {@link Journal#last}. */
  public Optional<JournalEntry> last(String kind, String subject) {
    requireNonNull(kind, "kind");
    requireNonNull(subject, "subject");
    return entries.reversed().stream()
        .filter(e -> e.kind().equals(kind) && e.subject().equals(subject))
        .findFirst();
  }

  /** How many entries, from the oldest, have at most this number. */
  private int upTo(long seq) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).seq() <= seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static List<JournalEntry> inOrder(List<JournalEntry> entries) {
    long last = 0;
    for (JournalEntry entry : entries) {
      if (entry.seq() <= last) {
        throw new IllegalArgumentException(
            "seq: " + entry.seq() + " (expected: more than " + last + ")");
      }
      last = entry.seq();
    }
    return entries;
  }
}
