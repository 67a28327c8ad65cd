package dev.crossfade.seo.finding;

import dev.crossfade.config.model.Severity;

/**
 * One rule that one URL breaks, with what both sides say.
 *
 * @param severity as configured, which may be another than the rule's own
 * @param url what was asked for, as the one who reads it would ask for it
 * @param template of its page; empty: of none
 * @param legacy what legacy says, cut short; empty: nothing, or there are no two sides
 * @param next what next says, cut short; empty: nothing
 * @param message one sentence: what is wrong, with the figures
 * @param evidence more for who looks into it: a selector, a line, a chain of hops; may be empty
 */
public record Finding(
    Rule rule,
    Severity severity,
    String url,
    String template,
    String legacy,
    String next,
    String message,
    String evidence) {
  private static final int MOST_SHOWN = 300;
  private static final int MOST_EVIDENCE = 2_000;
  private static final int LONGEST_URL = 2_048;

  public Finding {
    url = cut(url, LONGEST_URL);
    legacy = cut(legacy, MOST_SHOWN);
    next = cut(next, MOST_SHOWN);
    message = cut(message, MOST_EVIDENCE);
    evidence = cut(evidence, MOST_EVIDENCE);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }
}
