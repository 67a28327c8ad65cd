package dev.crossfade.rollout.journal;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The durable, ordered record of rollout states, operator actions and config versions.
 *
 * <p>Thread-safe. Appends block until the entry is durable: call them from a virtual thread, never
 * from an event loop. Look-ups answer from memory, keep working while appends fail, and do not wait
 * for an append that is under way. Old entries may be gone: a journal forgets by its {@link
 * Retention}, so sequence numbers that are read may have gaps, while those that are given have
 * none.
 */
public interface Journal {

  /**
   * Appends an entry and returns it once it is durable.
   *
   * @throws JournalException if the entry was refused or cannot be said to be durable; after a
   *     failing disk it may still be found at the next start, never in half
   */
  JournalEntry append(Draft draft);

  /**
   * Appends an entry if nothing was appended after {@code last}, which is how several writers, on
   * several gateways with a shared store, decide on what they have read.
   *
   * @param last the {@link #lastSeq} that the decision rests on
   * @return empty if another entry came first: read again, decide again
   * @throws JournalException as {@link #append} does
   */
  Optional<JournalEntry> appendAfter(long last, Draft draft);

  /** The number of the newest entry; 0 while the journal is empty. */
  long lastSeq();

  /** At most {@code limit} entries that follow {@code seq}, oldest first; from the start with 0. */
  List<JournalEntry> after(long seq, int limit);

  /**
   * At most {@code limit} entries that precede {@code seq}, newest first; from the end with {@link
   * Long#MAX_VALUE}. The number of the last one is the cursor of the next page.
   */
  List<JournalEntry> before(long seq, int limit);

  /**
   * The same of the entries that are wanted. The others are passed over one by one, in memory: a
   * millisecond for each 100,000.
   */
  List<JournalEntry> before(long seq, int limit, Predicate<JournalEntry> wanted);

  /** At most {@code limit} entries of one kind, newest first. */
  List<JournalEntry> newest(String kind, int limit);

  /** The newest entry of one kind about one subject. */
  Optional<JournalEntry> last(String kind, String subject);
}
