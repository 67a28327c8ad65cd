package dev.crossfade.rollout.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a log as bytes, one after the other; holds one line and one chunk in memory. */
final class RawLines implements Closeable {
  private final InputStream in;
  private final byte[] chunk = new byte[1 << 16];
  private int from;
  private int to;
  private long offset;
  private long number;

  private RawLines(InputStream in) {
    this.in = in;
  }

  static RawLines open(Path path) throws IOException {
    return new RawLines(Files.newInputStream(path));
  }

  /** The next line; {@code null} at the end of the file. */
  @Nullable RawLine next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean ended = false;
    while (!ended && bytes.size() <= LogLine.MAX_LINE && fill()) {
      int end = from;
      while (end < to && !ended) {
        ended = chunk[end++] == '\n';
      }
      bytes.write(chunk, from, end - from);
      from = end;
    }
    if (bytes.size() == 0) {
      return null;
    }
    RawLine line = new RawLine(++number, offset, bytes.toByteArray());
    offset += line.bytes().length;
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(chunk));
    }
    return to > 0;
  }

  /**
   * One line, sound or not; at most one chunk longer than a line may be.
   *
   * @param number from 1
   * @param offset of its first byte
   * @param bytes with its line feed, if it has one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
  record RawLine(long number, long offset, byte[] bytes) {
    long end() {
      return offset + bytes.length;
    }

    /**
     * Whether an interrupted write can have left this at the end of the file: its end is missing,
     * or the power failed while some of its blocks were not written and now read as zeros. Any
     * other damage has another cause, and may have hit an entry that was acknowledged.
     */
    boolean isTorn() {
      if (bytes.length > LogLine.MAX_LINE) {
        return false;
      }
      boolean hole = false;
      for (int i = 1; i < bytes.length && !hole; i++) {
        hole = bytes[i] == 0 && bytes[i - 1] == 0;
      }
      return hole || bytes[bytes.length - 1] != '\n';
    }
  }
}
