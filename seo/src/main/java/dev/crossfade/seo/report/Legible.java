package dev.crossfade.seo.report;

/**
 * Text of the web as people may safely be shown it. Pages and their addresses are written by
 * anybody: what steers a terminal, turns the order of letters round, or cannot be seen at all is
 * shown by its number, and what no file may hold is replaced.
 */
final class Legible {
  private static final char UNKNOWN = '\ufffd';

  private Legible() {}

  /** In one line. */
  static String line(String text) {
    return of(text, false);
  }

  /** In as many lines as it has. */
  static String lines(String text) {
    return of(text, true);
  }

  /** With nothing changed but what has no form in UTF-8, or none in any document. */
  static String wellFormed(String text) {
    int bad = 0;
    while (bad < text.length() && isPlain(text.charAt(bad))) {
      bad++;
    }
    if (bad == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      out.appendCodePoint(c == 0 || isNone(c) ? UNKNOWN : c);
    }
    return out.toString();
  }

  /** At most so many characters of it, and a sign that there were more. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  private static boolean isPlain(char c) {
    return c != 0 && !Character.isSurrogate(c) && c < 0xfffe;
  }

  /** Half a pair, or a number that no character has. */
  private static boolean isNone(int c) {
    return (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        || (c & 0xfffe) == 0xfffe
        || (c >= 0xfdd0 && c <= 0xfdef);
  }

  private static String of(String text, boolean breaks) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean space = c == '\n' || c == '\r' || c == '\t';
      if (space) {
        boolean kept = breaks && c != '\r';
        out.append(kept ? (char) c : ' ');
      } else if (isNone(c)) {
        out.append(UNKNOWN);
      } else if (isUnseen(c)) {
        out.append("⟨U+").append(String.format("%04X", c)).append('⟩');
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  /**
   * Controls, what turns the direction of writing, what ends a line for some and not for others,
   * and letters without width but for the two that scripts and emoji need.
   */
  private static boolean isUnseen(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0x2028
        || c == 0x2029
        || c == 0x200b
        || c == 0x200e
        || c == 0x200f
        || c == 0x061c
        || c == 0xfeff
        || (c >= 0xe0000 && c <= 0xe007f);
  }
}
