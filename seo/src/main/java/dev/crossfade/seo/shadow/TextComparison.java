package dev.crossfade.seo.shadow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares texts by their lines, in any order: which lines has one and not the other, and how
 * often. A line is known in other answers by what of it is no figure, so that a clock that always
 * shows another time is one thing.
 */
final class TextComparison {
  private static final String PLACE = "text";
  private static final String NOTHING = "(nothing)";

  /** Words with digits of that length are taken for tokens. */
  private static final int TOKEN = 16;

  private TextComparison() {}

  /** Tells which lines only one of both has, side by side. */
  static void compare(List<String> served, List<String> shadow, Differences found) {
    List<String> here = without(served, shadow);
    List<String> there = without(shadow, served);
    for (int i = 0; i < Math.max(here.size(), there.size()); i++) {
      String one = i < here.size() ? here.get(i) : NOTHING;
      String other = i < there.size() ? there.get(i) : NOTHING;
      if (i < here.size()) {
        found.add(key(one), PLACE, one, other);
      }
      if (i < there.size() && !(i < here.size() && key(one).equals(key(other)))) {
        found.add(key(other), PLACE, one, other);
      }
    }
  }

  private static List<String> without(List<String> lines, List<String> taken) {
    Map<String, Integer> counts = new HashMap<>();
    for (String line : taken) {
      counts.merge(line, 1, Integer::sum);
    }
    List<String> left = new ArrayList<>();
    for (String line : lines) {
      if (counts.merge(line, -1, Integer::sum) < 0) {
        left.add(line);
      }
    }
    return left;
  }

  /** The line with a mark for each figure and each token. */
  static String key(String line) {
    StringBuilder key = new StringBuilder("line ");
    int at = 0;
    while (at < line.length()) {
      int end = at;
      boolean digits = false;
      while (end < line.length() && isOfWord(line.charAt(end))) {
        digits |= Character.isDigit(line.charAt(end));
        end++;
      }
      if (end == at) {
        key.append(line.charAt(at));
        end++;
      } else if (digits && end - at >= TOKEN) {
        key.append('*');
      } else {
        appendMasked(key, line, at, end);
      }
      at = end;
    }
    return key.toString();
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  private static void appendMasked(StringBuilder key, String line, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if (!Character.isDigit(c)) {
        key.append(c);
      } else if (key.charAt(key.length() - 1) != '#') {
        key.append('#');
      }
    }
  }
}
