package dev.crossfade.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.rollout.journal.EntryLine;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;

/**
 * An entry as it is kept in etcd: the line that it would be in a file, and below it a word of its
 * writer's own, by which the writer knows it again when the answer was lost.
 */
record Stored(JournalEntry entry, String word) {

  String toValue() {
    return new String(EntryLine.encode(entry), UTF_8) + word;
  }

  /**
   * @throws JournalException it was not written by a gateway, or was changed since
   */
  static Stored parse(String key, String value) {
    int end = value.indexOf('\n') + 1;
    JournalEntry entry = EntryLine.decode(value.substring(0, end).getBytes(UTF_8), "etcd " + key);
    long named = number(key);
    if (entry.seq() != named) {
      throw new JournalException(
          "journal: etcd " + key + ": seq " + entry.seq() + " (expected: " + named + ")");
    }
    return new Stored(entry, value.substring(end));
  }

  /** The number of an entry by its key, which ends in 20 digits. */
  static long number(String key) {
    try {
      return Long.parseLong(key.substring(key.lastIndexOf('/') + 1));
    } catch (NumberFormatException e) {
      throw new JournalException(
          "journal: etcd " + key + ": is no entry's key (expected: digits)", e);
    }
  }
}
