package dev.crossfade.seo.shadow;

/**
 * The pages that a path is one of, as far as its look tells: segments that hold a digit or are long
 * are taken for the names of things. What one page of them contradicts in itself, all may.
 */
final class PathTemplate {
  private static final int MOST_SEGMENTS = 6;
  private static final int LONG = 24;

  private PathTemplate() {}

  static String of(String path) {
    StringBuilder template = new StringBuilder();
    int segments = 0;
    int at = 0;
    while (at < path.length()) {
      int end = path.indexOf('/', at + 1);
      end = end < 0 ? path.length() : end;
      if (++segments > MOST_SEGMENTS) {
        return template.append("/**").toString();
      }
      template.append(isName(path, at + 1, end) ? "/*" : path.substring(at, end));
      at = end;
    }
    return template.toString();
  }

  private static boolean isName(String path, int from, int to) {
    if (to - from > LONG) {
      return true;
    }
    for (int i = from; i < to; i++) {
      if (Character.isDigit(path.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
