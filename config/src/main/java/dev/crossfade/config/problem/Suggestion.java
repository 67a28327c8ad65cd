package dev.crossfade.config.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** The known word that an unknown one was most likely meant to be. */
public final class Suggestion {
  /** Longer words are no typing mistakes, and comparing them would cost time for nothing. */
  private static final int LONGEST = 64;

  /** More are neither compared nor listed: a message is a line, and made in no time. */
  private static final int MOST_COMPARED = 500;

  private static final int MOST_LISTED = 24;

  private Suggestion() {}

  /** " (did you mean "x"?)", or what else could have been said there; never empty. */
  public static String of(String word, Collection<String> known, String noneKnown) {
    Optional<String> nearest = nearest(word, known);
    if (nearest.isPresent()) {
      return " (did you mean \"" + Excerpt.of(nearest.get()) + "\"?)";
    }
    return anyOf(known, noneKnown);
  }

  /** " (expected: one of …)" without a guess, for words that must not be told. */
  public static String anyOf(Collection<String> known, String noneKnown) {
    if (known.isEmpty()) {
      return " (expected: " + noneKnown + ")";
    }
    String listed =
        known.stream().limit(MOST_LISTED).map(Excerpt::of).collect(Collectors.joining(", "));
    int more = known.size() - MOST_LISTED;
    return (known.size() == 1 ? " (expected: " : " (expected: one of ")
        + listed
        + (more > 0 ? " and " + more + " more)" : ")");
  }

  /**
   * Within a third of the word's length in typing mistakes, or the same but for case; a word of one
   * letter would be mistaken for any other.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.isEmpty() || word.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .limit(MOST_COMPARED)
        .filter(candidate -> candidate.length() <= LONGEST)
        .map(candidate -> new Scored(candidate, mistakes(fold(word), fold(candidate))))
        .filter(scored -> scored.mistakes <= Math.max(1, word.length() / 3))
        .filter(scored -> scored.mistakes < word.length())
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
