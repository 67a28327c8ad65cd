package dev.crossfade.seo.robots;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into the lines that say something. Lines end in LF, CR or both; a byte order mark, or
 * what is left of one, is passed over; what stands behind a number sign is a comment.
 */
final class RobotsReader {
  /** As in Google's parser: eight times the longest URL of a browser. What is beyond is lost. */
  static final int LONGEST_LINE = 8 * 2_083;

  private static final int[] MARK = {0xef, 0xbb, 0xbf};

  private RobotsReader() {}

  /** Reads so many bytes of the file. */
  static void read(byte[] file, int length, Consumer<RobotsLine> lines) {
    int at = 0;
    while (at < Math.min(length, MARK.length) && (file[at] & 0xff) == MARK[at]) {
      at++;
    }
    int number = 1;
    while (at < length) {
      int end = at;
      while (end < length && file[end] != '\n' && file[end] != '\r') {
        end++;
      }
      int shown = Math.min(end - at, LONGEST_LINE);
      RobotsLine line = line(number, new String(file, at, shown, StandardCharsets.ISO_8859_1));
      if (line != null) {
        lines.accept(line);
      }
      boolean both = end + 1 < length && file[end] == '\r' && file[end + 1] == '\n';
      at = end + (both ? 2 : 1);
      number++;
    }
  }

  private static @Nullable RobotsLine line(int number, String bytes) {
    int hash = bytes.indexOf('#');
    String said = strip(hash < 0 ? bytes : bytes.substring(0, hash));
    int colon = said.indexOf(':');
    int nameEnd = colon >= 0 ? colon : onlyGap(said);
    if (nameEnd <= 0) {
      return null;
    }
    String name = strip(said.substring(0, nameEnd));
    if (name.isEmpty()) {
      return null;
    }
    Field field = Field.of(name);
    return new RobotsLine(number, field, RobotsLine.text(name), strip(said.substring(nameEnd + 1)));
  }

  /** People forget the colon: two words are a name and a value, as in Google's parser. */
  private static int onlyGap(String said) {
    int gap = -1;
    for (int i = 0; i < said.length(); i++) {
      if (isSpace(said.charAt(i))) {
        if (gap >= 0 && !isSpace(said.charAt(i - 1))) {
          return -1;
        }
        gap = gap < 0 ? i : gap;
      }
    }
    return gap;
  }

  private static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** White space of ASCII; a zero byte is what UTF-16 puts between letters, and is none. */
  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
