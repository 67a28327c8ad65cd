package dev.crossfade.config.problem;

/**
 * A text from the file as it may stand in a message: one line, not too long, and without characters
 * that steer a terminal or turn the direction of writing.
 */
public final class Excerpt {
  private static final int LONGEST = 60;

  private Excerpt() {}

  public static String of(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int length = 0; at < text.length() && length < LONGEST; length++) {
      int c = text.codePointAt(at);
      out.appendCodePoint(isVisible(c) ? c : '\ufffd');
      at += Character.charCount(c);
    }
    return at < text.length() ? out + "…" : out.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
