package dev.crossfade.rollout;

import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A journal in memory that several gateways share, and that fails when it is told to. */
final class TestJournal implements Journal {
  private final List<JournalEntry> entries = new ArrayList<>();
  private @Nullable String fails;
  private boolean losesAnswers;
  private boolean failsReads;
  private @Nullable Runnable before;

  /** Entries are not taken from now on; null: they are again. */
  void fail(@Nullable String how) {
    fails = how;
  }

  /** From now on entries are written, and yet the writer gets an error, as after a lost answer. */
  void loseAnswers(boolean yes) {
    losesAnswers = yes;
  }

  /** Nothing can be read from now on either. */
  void failReads(boolean yes) {
    failsReads = yes;
  }

  /** Somebody has put an empty one in its place. */
  void forget() {
    entries.clear();
  }

  /** Runs once, when somebody has decided and is about to append. */
  void beforeNextAppend(Runnable action) {
    before = action;
  }

  @Override
  public JournalEntry append(Draft draft) {
    return appendAfter(lastSeq(), draft).orElseThrow();
  }

  @Override
  public Optional<JournalEntry> appendAfter(long last, Draft draft) {
    Runnable first = before;
    before = null;
    if (first != null) {
      first.run();
    }
    if (fails != null) {
      throw new IllegalStateException(fails);
    }
    if (last != lastSeq()) {
      return Optional.empty();
    }
    JournalEntry entry =
        new JournalEntry(
            last + 1,
            Instant.EPOCH,
            draft.actor(),
            draft.kind(),
            draft.subject(),
            draft.reason(),
            draft.body());
    entries.add(entry);
    if (losesAnswers) {
      throw new IllegalStateException("timed out");
    }
    return Optional.of(entry);
  }

  @Override
  public long lastSeq() {
    if (failsReads) {
      throw new IllegalStateException("no route to host");
    }
    return entries.size();
  }

  @Override
  public List<JournalEntry> after(long seq, int limit) {
    return entries.stream().skip(seq).limit(limit).toList();
  }

  @Override
  public List<JournalEntry> before(long seq, int limit) {
    return entries.reversed().stream().filter(e -> e.seq() < seq).limit(limit).toList();
  }

  @Override
  public List<JournalEntry> before(long seq, int limit, Predicate<JournalEntry> wanted) {
    return before(seq, Integer.MAX_VALUE).stream().filter(wanted).limit(limit).toList();
  }

  @Override
  public List<JournalEntry> newest(String kind, int limit) {
    return entries.reversed().stream().filter(e -> e.kind().equals(kind)).limit(limit).toList();
  }

  @Override
  public Optional<JournalEntry> last(String kind, String subject) {
    return newest(kind, Integer.MAX_VALUE).stream()
        .filter(e -> e.subject().equals(subject))
        .findFirst();
  }
}
