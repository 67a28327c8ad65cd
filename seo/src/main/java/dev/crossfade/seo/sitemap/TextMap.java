package dev.crossfade.seo.sitemap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a sitemap that is a list of URLs, one a line and nothing else. */
final class TextMap {
  /** Enough to see that it is too long. */
  private static final int LONGEST_LINE = 4 * MapAddresses.LONGEST;

  private TextMap() {}

  static void read(InputStream in, Counted bytes, Tally tally) throws IOException {
    byte[] line = new byte[LONGEST_LINE];
    int length = 0;
    int number = 1;
    int b;
    do {
      b = in.read();
      if (b >= 0 && b != '\n') {
        if (length < line.length) {
          line[length++] = (byte) b;
        }
        continue;
      }
      tally.at(number);
      String text = new String(line, 0, length, StandardCharsets.UTF_8).strip();
      String written = text.startsWith("\ufeff") ? text.substring(1) : text;
      boolean torn = b < 0 && (bytes.isOver() || bytes.failure() != null);
      if (!written.isEmpty() && !torn) {
        tally.onEntry(false, number, written, number, null, List.of());
      }
      number++;
      length = 0;
    } while (b >= 0);
  }
}
