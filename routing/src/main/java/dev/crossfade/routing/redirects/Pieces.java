package dev.crossfade.routing.redirects;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern in its pieces: plain text and groups in a row. Text stands at even places, groups with
 * their parentheses at odd ones.
 */
record Pieces(List<String> all) {
  Pieces {
    all = List.copyOf(all);
  }

  /**
   * @throws IllegalArgumentException it has other pieces too
   */
  static Pieces of(String pattern) {
    List<String> all = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int at = 1; at < pattern.length() - 1; at++) {
      char c = pattern.charAt(at);
      if (c == '(' && pattern.charAt(at + 1) != '?') {
        int close = close(pattern, at);
        all.add(text.toString());
        text.setLength(0);
        all.add(pattern.substring(at, close + 1));
        at = close;
      } else if (c == '\\'
          && at + 2 < pattern.length()
          && !Character.isLetterOrDigit(pattern.charAt(at + 1))) {
        text.append(pattern.charAt(++at));
      } else if ("\\.[]{}*+?|^$()".indexOf(c) >= 0) {
        throw Reversal.refused(pattern, "only text and groups between ^ and $");
      } else {
        text.append(c);
      }
    }
    all.add(text.toString());
    if (all.size() > 19) {
      throw Reversal.refused(pattern, "at most 9 groups");
    }
    return new Pieces(all);
  }

  /** Where a group ends that has no other within. */
  private static int close(String pattern, int open) {
    boolean inClass = false;
    for (int at = open + 1; at < pattern.length(); at++) {
      char c = pattern.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '[') {
        inClass = true;
      } else if (c == ']') {
        inClass = false;
      } else if (!inClass && c == '(') {
        throw Reversal.refused(pattern, "no group within a group");
      } else if (!inClass && c == ')') {
        return at;
      }
    }
    throw Reversal.refused(pattern, "groups that end");
  }

  int count() {
    return all.size() / 2;
  }

  String group(int number) {
    return all.get(2 * number - 1);
  }

  /** The text with what stands for each group in its place. */
  String target(String[] groups) {
    StringBuilder target = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      target.append(i % 2 == 0 ? all.get(i) : groups[i / 2 + 1]);
    }
    return target.toString();
  }
}
