package dev.crossfade.seo.robots;

/** Finds a text in another in linear time, whatever both are made of (Knuth, Morris, Pratt). */
final class Search {
  /** Below that the JDK's search is faster and its worst case small. */
  private static final int SHORT = 24;

  private Search() {}

  /** Where the first occurrence from there on ends; −1: there is none. */
  static int end(String text, String part, int from) {
    if (part.length() <= SHORT) {
      int found = text.indexOf(part, from);
      return found < 0 ? -1 : found + part.length();
    }
    if (text.length() - from < part.length()) {
      return -1;
    }
    int[] borders = borders(part);
    int matched = 0;
    for (int i = from; i < text.length(); i++) {
      while (matched > 0 && part.charAt(matched) != text.charAt(i)) {
        matched = borders[matched - 1];
      }
      if (part.charAt(matched) == text.charAt(i)) {
        matched++;
      }
      if (matched == part.length()) {
        return i + 1;
      }
    }
    return -1;
  }

  /** For each beginning how much of it is also its end. */
  private static int[] borders(String part) {
    int[] borders = new int[part.length()];
    int matched = 0;
    for (int i = 1; i < part.length(); i++) {
      while (matched > 0 && part.charAt(matched) != part.charAt(i)) {
        matched = borders[matched - 1];
      }
      if (part.charAt(matched) == part.charAt(i)) {
        matched++;
      }
      borders[i] = matched;
    }
    return borders;
  }
}
