package dev.crossfade.seo.page;

/**
 * Text of a page in one line: white space is collapsed, around it there is none, and what goes
 * beyond a length is left out.
 */
final class Line {
  private final int most;
  private final StringBuilder line = new StringBuilder();
  private boolean gap;

  Line(int most) {
    this.most = most;
  }

  static String of(String text, int most) {
    return new Line(most).append(text).toString();
  }

  Line append(String text) {
    for (int i = 0; i < text.length() && !isFull(); i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        gap = true;
      } else if (!isNothing(c)) {
        if (gap && !line.isEmpty()) {
          if (line.length() + 1 >= most) {
            return this; // the space would be the last of it
          }
          line.append(' ');
        }
        gap = false;
        line.append(c);
      }
    }
    return this;
  }

  /** Parts what came from what comes, as the end of a paragraph does. */
  void gap() {
    gap = true;
  }

  boolean isEmpty() {
    return line.isEmpty();
  }

  boolean isFull() {
    return line.length() >= most;
  }

  /** Spaces of any width, broken or not, and characters that no text has. */
  private static boolean isSpace(char c) {
    return c <= ' '
        || (c >= 0x7f && c <= 0xa0)
        || (c >= 0x2000 && c <= 0x200a)
        || (c >= 0x2028 && c <= 0x202f)
        || c == 0x3000;
  }

  /** What only says where a word may be broken. */
  private static boolean isNothing(char c) {
    return c == 0xad || (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff;
  }

  @Override
  public String toString() {
    int end = line.length();
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end);
  }
}
