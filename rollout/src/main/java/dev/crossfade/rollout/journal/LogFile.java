package dev.crossfade.rollout.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log such as {@code journal.log}: entries as lines, appended one by one, and now and then
 * rewritten as a whole. Not thread-safe: its owner guards it. Blocks on the disk.
 */
final class LogFile implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(LogFile.class);

  /*
   * What is in the file. Line 1 is the header {entries, last}: when the file was written as a
   * whole it held that many entries, the newest of them numbered `last`. Then one line an entry,
   * and each line carries its own checksum (LogLine) and number. From this a reader can prove
   * that nothing is lost:
   *
   *   - compacted part, the first `entries` entries: numbers grow, and the last of them is
   *     `last`. Their gaps are what compaction dropped; a line that was lost later makes the
   *     count come short.
   *   - appended part, all that follow: each number is its predecessor's plus one.
   *
   * Lines are thus independent: no chain of checksums, and `grep` output is still checkable.
   *
   * How it survives. An append is one write and one fsync; before the fsync returns nobody is
   * told. A crash leaves a prefix of that line (or, after a power cut, blocks of zeros in it) as
   * the last line, which the next start cuts off. A compaction writes journal.log.tmp, fsyncs
   * it, renames it over journal.log and fsyncs the directory: at every moment the name leads to
   * the old file or to the new one, both whole. The compacted part was therefore never written
   * halfway: if it ends early that is damage, not a crash, and the reader refuses to guess. So
   * is a bad last line that is neither prefix nor zeros: it may have been acknowledged.
   *
   * When a write or fsync fails, the file is cut back to its last whole line and synced. That is
   * sound even though a kernel forgets what a failed fsync could not write, because all before
   * it had been synced by its own fsync. If cutting back fails as well the file is not appended
   * to again. The one thing not known then is whether the failed entry is found at the next
   * start: whole, or not at all.
   *
   * Why RandomAccessFile: an interrupt closes a FileChannel, and an append on behalf of an HTTP
   * request that is cancelled must not take the journal from everybody else.
   */

  private final Path path;
  private RandomAccessFile file;
  private @Nullable Object identity;
  private long size;
  private @Nullable JournalException broken;

  private LogFile(Path path, RandomAccessFile file) throws IOException {
    this.path = path;
    this.file = file;
    this.identity = identity(path);
    this.size = file.length();
  }

  /** Opens the log of a directory that this process has claimed; creates it if there is none. */
  static Opened open(Path directory, String name) {
    Path path = directory.resolve(name);
    try {
      if (Files.deleteIfExists(temporary(path))) {
        log.info("{}: removed: a compaction had been interrupted", temporary(path));
      }
      if (!Files.exists(path)) {
        return new Opened(create(path), LogHeader.EMPTY, List.of());
      }
      LogReader.Replay replay = LogReader.read(path);
      if (replay.torn() > 0 || replay.whole() == 0) {
        log.warn(
            "{}: cut off the last {} bytes: a write had been interrupted; {} entries are whole",
            path,
            replay.torn(),
            replay.entries().size());
      }
      if (replay.whole() == 0) {
        return new Opened(create(path), LogHeader.EMPTY, List.of());
      }
      return new Opened(reopen(path, replay.whole()), replay.header(), replay.entries());
    } catch (IOException e) {
      throw new JournalException(
          "state.dir: " + path + " cannot be opened: " + JournalException.reason(e), e);
    }
  }

  long size() {
    return size;
  }

  /** Writes one line and returns when it is on the disk; if it throws, the file is as before. */
  void append(byte[] line) {
    requireSound();
    try {
      file.seek(size);
      file.write(line);
      file.getFD().sync();
      size += line.length;
    } catch (IOException e) {
      throw cutBack(e);
    }
  }

  /** Replaces the file by one that holds exactly these entries; if it throws, nothing is lost. */
  void rewrite(LogHeader header, List<JournalEntry> entries) {
    requireSound();
    RandomAccessFile next;
    try {
      next = replace(path, header, entries);
    } catch (IOException e) {
      throw new JournalException(
          "journal: " + path + " was not compacted: " + JournalException.reason(e), e);
    }
    try (RandomAccessFile _ = file) { // the old one, which has lost its name
      file = next;
      size = next.length();
      identity = identity(path);
      StateDirectory.sync(parent(path));
    } catch (IOException e) {
      broken =
          new JournalException(
              "journal: "
                  + path
                  + " was compacted, but it is not sure that this lasts: "
                  + JournalException.reason(e)
                  + "; restart the gateway",
              e);
      throw broken;
    }
  }

  @Override
  public void close() throws IOException {
    broken = new JournalException("journal: " + path + " is closed");
    file.close();
  }

  private static LogFile create(Path path) throws IOException {
    return create(path, LogHeader.EMPTY, List.of());
  }

  /** At no moment does the name lead to less than all of this. */
  private static LogFile create(Path path, LogHeader header, List<JournalEntry> entries)
      throws IOException {
    RandomAccessFile file = replace(path, header, entries);
    StateDirectory.sync(parent(path));
    return new LogFile(path, file);
  }

  /** Makes the log of a directory that this process has claimed and that has none. */
  static LogFile write(Path directory, String name, LogHeader header, List<JournalEntry> entries) {
    Path path = directory.resolve(name);
    try {
      return create(path, header, entries);
    } catch (IOException e) {
      throw new JournalException(
          "state.dir: " + path + " cannot be written: " + JournalException.reason(e), e);
    }
  }

  private static LogFile reopen(Path path, long whole) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (file.length() > whole) {
        file.setLength(whole);
      }
      file.getFD().sync(); // what a killed process wrote or renamed may not be on the disk yet
      StateDirectory.sync(parent(path));
      return new LogFile(path, file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Writes a whole log beside {@code path} and, once it is on the disk, gives it that name. */
  private static RandomAccessFile replace(Path path, LogHeader header, List<JournalEntry> entries)
      throws IOException {
    Path temporary = temporary(path);
    Files.deleteIfExists(temporary);
    Files.createFile(temporary, StateDirectory.OWNER_ONLY_FILE);
    RandomAccessFile file = new RandomAccessFile(temporary.toFile(), "rw");
    try {
      file.write(LogLine.encode(header.toJson()));
      for (JournalEntry entry : entries) {
        file.write(EntryLine.encode(entry));
      }
      file.getFD().sync();
      Files.move(temporary, path, ATOMIC_MOVE);
      return file;
    } catch (IOException e) {
      file.close();
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent(), "parent");
  }

  private static Path temporary(Path path) {
    return path.resolveSibling(path.getFileName() + ".tmp");
  }

  private static @Nullable Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Whether its name, or the directory that has it, was taken away. */
  boolean isGone() {
    return Files.notExists(path);
  }

  /**
   * An open file outlives its name: entries written to it then would be gone at the next start.
   *
   * @throws JournalException nothing can be appended
   */
  void requireSound() {
    if (broken != null) {
      throw new JournalException(String.valueOf(broken.getMessage()), broken);
    }
    try {
      if (!Objects.equals(identity(path), identity)) {
        throw new JournalException(
            "journal: " + path + " was replaced by another file; restart the gateway");
      }
      if (file.length() != size) {
        throw new JournalException(
            "journal: "
                + path
                + " has "
                + file.length()
                + " bytes (expected: "
                + size
                + "): something else writes to it; restart the gateway");
      }
    } catch (IOException e) {
      throw new JournalException(
          "journal: "
              + path
              + " is no longer there: "
              + JournalException.reason(e)
              + "; it is written anew as soon as that is possible",
          e);
    }
  }

  private JournalException cutBack(IOException cause) {
    String message =
        "journal: " + path + ": entry was not written: " + JournalException.reason(cause);
    try {
      file.setLength(size);
      file.getFD().sync();
      return new JournalException(message, cause);
    } catch (IOException e) {
      e.addSuppressed(cause);
      broken =
          new JournalException(
              message
                  + "; no entry is accepted any more, because cutting it off failed as well: "
                  + JournalException.reason(e)
                  + "; restart the gateway",
              e);
      return broken;
    }
  }

  /** A log and what it held when it was opened. */
  record Opened(LogFile file, LogHeader header, List<JournalEntry> entries) {
    Opened {
      entries = List.copyOf(entries);
    }
  }
}
