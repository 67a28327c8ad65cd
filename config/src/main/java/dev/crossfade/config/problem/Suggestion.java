package dev.crossfade.config.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that an unknown one was most likely meant to be. */
public final class Suggestion {
  /** Longer words are no typing mistakes, and comparing them would cost time for nothing. */
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** " (did you mean "x"?)", or what else could have been said there; never empty. */
  public static String of(String word, Collection<String> known, String noneKnown) {
    Optional<String> nearest = nearest(word, known);
    if (nearest.isPresent()) {
      return " (did you mean \"" + nearest.get() + "\"?)";
    }
    return known.isEmpty()
        ? " (expected: " + noneKnown + ")"
        : " (expected: one of " + String.join(", ", known) + ")";
  }

  /** Within a third of the word's length in typing mistakes, or the same but for case. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.isEmpty() || word.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> candidate.length() <= LONGEST)
        .map(candidate -> new Scored(candidate, mistakes(fold(word), fold(candidate))))
        .filter(scored -> scored.mistakes <= Math.max(1, word.length() / 3))
        .min(Comparator.comparingInt(Scored::mistakes).thenComparing(Scored::word))
        .map(Scored::word);
  }

  private record Scored(String word, int mistakes) {}

  private static String fold(String word) {
    return word.toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Damerau-Levenshtein distance (optimal string alignment): swapped neighbours are one mistake.
   */
  private static int mistakes(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + swap);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
