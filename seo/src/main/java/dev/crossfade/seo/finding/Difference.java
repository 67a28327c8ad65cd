package dev.crossfade.seo.finding;

import java.util.ArrayList;
import java.util.List;

/**
 * Where two short texts differ, word by word. The longest common subsequence of their words; what
 * stands between two differences and is no word belongs to them, so that marks are whole phrases.
 *
 * @param legacy in parts, those that next does not have marked
 * @param next in parts, those that legacy does not have marked
 */
public record Difference(List<Part> legacy, List<Part> next) {
  /** The square of it is what a comparison costs. */
  private static final int MOST_TOKENS = 400;

  public Difference {
    legacy = List.copyOf(legacy);
    next = List.copyOf(next);
  }

  /** A piece of a text. */
  public record Part(String text, boolean changed) {}

  /** Cost grows with the square of the length; of very long texts the whole is marked. */
  public static Difference of(String legacy, String next) {
    List<String> left = tokens(legacy);
    List<String> right = tokens(next);
    if (legacy.equals(next) || left.size() > MOST_TOKENS || right.size() > MOST_TOKENS) {
      boolean changed = !legacy.equals(next);
      return new Difference(List.of(new Part(legacy, changed)), List.of(new Part(next, changed)));
    }
    boolean[] leftKept = new boolean[left.size()];
    boolean[] rightKept = new boolean[right.size()];
    align(left, right, leftKept, rightKept);
    whole(left, right, leftKept, rightKept);
    return new Difference(parts(left, leftKept), parts(right, rightKept));
  }

  /** Words and numbers, and every other character by itself. */
  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int c = text.codePointAt(from);
      int to = from + Character.charCount(c);
      if (Character.isLetterOrDigit(c)) {
        while (to < text.length() && goesOn(text, to)) {
          to += Character.charCount(text.codePointAt(to));
        }
      }
      tokens.add(text.substring(from, to));
      from = to;
    }
    return tokens;
  }

  /** Whether a word or a number goes on here; a price is one. */
  private static boolean goesOn(String text, int at) {
    boolean point = text.charAt(at) == '.' || text.charAt(at) == ',';
    return point
        ? at + 1 < text.length()
            && Character.isDigit(text.charAt(at - 1))
            && Character.isDigit(text.charAt(at + 1))
        : Character.isLetterOrDigit(text.codePointAt(at));
  }

  private static void align(
      List<String> left, List<String> right, boolean[] leftKept, boolean[] rightKept) {
    int[][] common = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        common[i][j] =
            left.get(i).equals(right.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < left.size() && j < right.size()) {
      if (left.get(i).equals(right.get(j))) {
        leftKept[i++] = true;
        rightKept[j++] = true;
      } else if (common[i + 1][j] >= common[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  /**
   * Gives up what is kept without a word in it, unless at the start or the end of both, where a
   * bracket or an end of a sentence says nothing new.
   */
  private static void whole(
      List<String> left, List<String> right, boolean[] leftKept, boolean[] rightKept) {
    int i = 0;
    int j = 0;
    while (i < left.size() && j < right.size()) {
      if (!leftKept[i]) {
        i++;
      } else if (!rightKept[j]) {
        j++;
      } else {
        int length = 0;
        boolean word = false;
        while (i + length < left.size()
            && j + length < right.size()
            && leftKept[i + length]
            && rightKept[j + length]) {
          word |= Character.isLetterOrDigit(left.get(i + length).codePointAt(0));
          length++;
        }
        boolean first = i == 0 && j == 0;
        boolean last = i + length == left.size() && j + length == right.size();
        if (!word && !first && !last) {
          for (int k = 0; k < length; k++) {
            leftKept[i + k] = false;
            rightKept[j + k] = false;
          }
        }
        i += length;
        j += length;
      }
    }
  }

  private static List<Part> parts(List<String> tokens, boolean[] kept) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    while (from < kept.length) {
      int to = from;
      while (to < kept.length && kept[to] == kept[from]) {
        to++;
      }
      parts.add(new Part(String.join("", tokens.subList(from, to)), !kept[from]));
      from = to;
    }
    return parts;
  }
}
