package dev.crossfade.rollout.journal;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.InstantSource;

/**
 * An entry as a line of text with its own checksum: the form that it has in every store. Reading
 * one back changes nothing.
 */
public final class EntryLine {
  private EntryLine() {}

  /**
   * What a draft becomes, as a replay would read it, so that a restart changes nothing.
   *
   * @throws JournalException if it is too large for any journal
   */
  public static JournalEntry entry(Draft draft, long seq, InstantSource clock) {
    byte[] line = encode(draft.toEntry(seq, clock.instant().truncatedTo(MILLIS)));
    try {
      return EntryJson.parse(LogLine.decode(line));
    } catch (DamagedLine e) {
      throw new JournalException("journal: entry could not be read back: " + e.getMessage(), e);
    }
  }

  /** The line, with its line feed; no other line feed is in it. */
  public static byte[] encode(JournalEntry entry) {
    return LogLine.encode(EntryJson.toJson(entry));
  }

  /**
   * What {@link #encode} was given.
   *
   * @param what names the line in an error
   * @throws JournalException if it was not made by {@link #encode}, or was changed since
   */
  public static JournalEntry decode(byte[] line, String what) {
    try {
      return EntryJson.parse(LogLine.decode(line));
    } catch (DamagedLine e) {
      throw new JournalException(
          "journal: " + what + ": " + e.getMessage() + " (expected: an entry as it was written)",
          e);
    }
  }
}
