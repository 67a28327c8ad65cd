package dev.crossfade.seo.robots;

import java.nio.charset.StandardCharsets;

/**
 * Paths in the one form in which rules and URLs are compared (RFC 9309 §2.2.2): escapes in upper
 * case, unreserved characters without one, and one for every byte that cannot stand in a URL.
 * Reserved characters stay as they are written, since there an escape makes another URL.
 */
final class Octets {
  private static final String HEX = "0123456789ABCDEF";

  /** What browsers escape in a path or in a query. */
  private static final String ESCAPED = "\"'<>\\^`{|}";

  private Octets() {}

  /** Of a text of any language. */
  static String ofText(String text) {
    return ofBytes(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  /**
   * Of bytes, a character for each.
   *
   * @return where {@code *} and {@code $} stand for themselves, however they were written
   */
  static String ofBytes(String bytes) {
    StringBuilder out = new StringBuilder(bytes.length() + 16);
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      int escape = c == '%' ? escape(bytes, i + 1) : -1;
      if (escape >= 0) {
        i += 2;
        append(out, (char) escape, isUnreserved(escape) || escape == '*' || escape == '$');
      } else {
        append(out, c, c > ' ' && c < 0x7f && ESCAPED.indexOf(c) < 0);
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, char c, boolean plain) {
    if (plain) {
      out.append(c);
    } else {
      out.append('%').append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
    }
  }

  /** The byte that two digits stand for; −1: they are none. */
  private static int escape(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = HEX.indexOf(Character.toUpperCase(text.charAt(at)));
    int low = HEX.indexOf(Character.toUpperCase(text.charAt(at + 1)));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
