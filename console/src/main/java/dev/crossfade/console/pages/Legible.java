package dev.crossfade.console.pages;

/**
 * Text of the web as people may safely be shown it: what cannot be seen, or turns the order of
 * letters round, is shown by its number.
 */
public final class Legible {
  private Legible() {}

  public static String of(String text) {
    if (text.codePoints().noneMatch(Legible::isUnseen)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    if (isUnseen(c)) {
      out.append("⟨U+%04X⟩".formatted(c));
    } else {
      out.appendCodePoint(c);
    }
  }

  /** The letters without width that scripts and emoji need may stay. */
  private static boolean isUnseen(int c) {
    int type = Character.getType(c);
    boolean space = c == '\n' || c == '\t';
    boolean joins = c == 0x200c || c == 0x200d;
    return !space
        && !joins
        && (type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR);
  }
}
