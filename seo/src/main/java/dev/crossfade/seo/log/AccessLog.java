package dev.crossfade.seo.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file of an access log, also one that is packed with gzip. */
public final class AccessLog {
  private static final int WINDOW = 1 << 16;

  private AccessLog() {}

  /** How lines are written. */
  public enum Format {
    /** Each line tells by how it begins. */
    AUTO,
    COMBINED,
    JSON
  }

  /**
   * What was read.
   *
   * @param lines how many, without empty ones
   * @param strange how many of them are no lines of an access log
   * @param firstStrange the number of the first of these; 0: there is none
   */
  public record Tally(long lines, long strange, long firstStrange) {}

  /**
   * Reads all lines, in order.
   *
   * @throws IOException the file cannot be read, or its packing is damaged
   */
  public static Tally read(Path file, Format format, Consumer<AccessLine> reader)
      throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = unpacked(raw)) {
      return read(in, format, reader);
    }
  }

  /** The same of a stream, which stays open. */
  public static Tally read(InputStream in, Format format, Consumer<AccessLine> reader)
      throws IOException {
    BoundedLines lines = new BoundedLines(new InputStreamReader(in, StandardCharsets.UTF_8));
    long read = 0;
    long strange = 0;
    long first = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank()) {
        continue;
      }
      read++;
      AccessLine parsed = lines.isCut() ? null : parse(line, format);
      if (parsed != null) {
        reader.accept(parsed);
      } else if (strange++ == 0) {
        first = lines.number();
      }
    }
    return new Tally(read, strange, first);
  }

  private static @Nullable AccessLine parse(String line, Format format) {
    return switch (format) {
      case AUTO -> line.startsWith("{") ? JsonLine.parse(line) : CombinedLine.parse(line);
      case COMBINED -> CombinedLine.parse(line);
      case JSON -> JsonLine.parse(line);
    };
  }

  /** As it is, or without its packing. */
  private static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, WINDOW);
    buffered.mark(2);
    boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return packed ? new GZIPInputStream(buffered, WINDOW) : buffered;
  }
}
