package dev.crossfade.seo.robots;

import java.nio.charset.StandardCharsets;

/**
 * A line that says something.
 *
 * @param number from 1
 * @param name of its field, as written
 * @param value a character for each byte, without spaces around and without a comment
 */
record RobotsLine(int number, Field field, String name, String value) {
  private static final int MOST_SHOWN = 200;

  /** As people read it: {@code Disallow: /cart}. */
  String text() {
    String written = name + ": " + text(value);
    return written.length() <= MOST_SHOWN ? written : written.substring(0, MOST_SHOWN) + "…";
  }

  /** Bytes as the text that they most likely are. */
  static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        .replaceAll("\\p{Cntrl}", "\ufffd");
  }
}
