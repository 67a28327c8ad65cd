package dev.crossfade.rollout.journal;

import dev.crossfade.rollout.journal.RawLines.RawLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a log from its start, and believes nothing that is not provably what was written. {@link
 * LogFile} explains the rules. Only what can be the trace of an interrupted append is cut off; all
 * other damage is an error that says where it is and what the operator can do.
 */
final class LogReader {
  private final Path path;
  private final long size;
  private final List<JournalEntry> entries = new ArrayList<>();
  private LogHeader header = LogHeader.EMPTY;

  private LogReader(Path path, long size) {
    this.path = path;
    this.size = size;
  }

  static Replay read(Path path) throws IOException {
    try (RawLines lines = RawLines.open(path)) {
      return new LogReader(path, Files.size(path)).read(lines);
    }
  }

  private Replay read(RawLines lines) throws IOException {
    RawLine line = lines.next();
    if (line == null || isTornCreation(line)) {
      return new Replay(LogHeader.EMPTY, List.of(), 0, size);
    }
    try {
      header = LogHeader.parse(LogLine.decode(line.bytes()));
    } catch (DamagedLine e) {
      throw damaged(line, e);
    }
    for (line = lines.next(); line != null; line = lines.next()) {
      try {
        entries.add(inOrder(EntryJson.parse(LogLine.decode(line.bytes()))));
      } catch (DamagedLine e) {
        if (line.end() == size && line.isTorn() && !isInsideCompacted()) {
          return new Replay(header, entries, line.offset(), size - line.offset());
        }
        throw damaged(line, e);
      }
    }
    if (isInsideCompacted()) {
      throw new JournalException(
          at(1, size)
              + "ends after "
              + entries.size()
              + " of "
              + header.entries()
              + " entries"
              + remedy(size));
    }
    return new Replay(header, entries, size, 0);
  }

  /** A file that holds less than the head of an empty journal, and nothing else, holds no entry. */
  private boolean isTornCreation(RawLine line) {
    byte[] head = LogLine.encode(LogHeader.EMPTY.toJson());
    int found = line.bytes().length;
    return line.end() == size
        && found < head.length
        && Arrays.equals(line.bytes(), 0, found, head, 0, found);
  }

  private JournalEntry inOrder(JournalEntry entry) throws DamagedLine {
    long previous = entries.isEmpty() ? 0 : entries.getLast().seq();
    if (isInsideCompacted()) {
      boolean closes = entries.size() + 1 == header.entries();
      if (entry.seq() <= previous || (closes && entry.seq() != header.last())) {
        throw new DamagedLine(
            "seq "
                + entry.seq()
                + " (expected: more than "
                + previous
                + ", and "
                + header.last()
                + " as entry "
                + header.entries()
                + ")");
      }
    } else if (entry.seq() != previous + 1) {
      throw new DamagedLine("seq " + entry.seq() + " (expected: " + (previous + 1) + ")");
    }
    return entry;
  }

  private boolean isInsideCompacted() {
    return entries.size() < header.entries();
  }

  private JournalException damaged(RawLine line, DamagedLine e) {
    return new JournalException(
        at(line.number(), line.offset()) + e.getMessage() + remedy(line.offset()), e);
  }

  private String at(long line, long offset) {
    return "journal: " + path + ":" + line + " (byte " + offset + "): ";
  }

  private String remedy(long offset) {
    String restore = "; restore the file from a backup, or ";
    if (entries.isEmpty() || isInsideCompacted()) {
      return restore
          + "move it away to start with an empty journal: rollout states and config versions are"
          + " then forgotten";
    }
    return restore
        + "keep only the "
        + entries.size()
        + " entries before the damage with"
        + " 'truncate -s "
        + offset
        + " "
        + path
        + "'";
  }

  /**
   * What a log holds.
   *
   * @param whole how many bytes, from the start, are whole lines; 0 if not even the first line is
   * @param torn how many bytes follow that an interrupted append has left
   */
  record Replay(LogHeader header, List<JournalEntry> entries, long whole, long torn) {
    Replay {
      entries = List.copyOf(entries);
    }
  }
}
