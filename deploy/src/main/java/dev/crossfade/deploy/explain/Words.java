package dev.crossfade.deploy.explain;

import dev.crossfade.config.problem.Excerpt;

/** Pieces of sentences. */
final class Words {
  private Words() {}

  /** What somebody typed, as it may stand in a message. */
  static String shown(String text) {
    return text.isEmpty() ? "\"\"" : Excerpt.of(text);
  }

  /** {@code 1 URL}, {@code 2 URLs}. */
  static String count(long number, String what) {
    return "%,d".formatted(number).replace(',', ' ') + " " + what + (number == 1 ? "" : "s");
  }
}
