package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;

/**
 * SEO-DESCRIPTION: next has legacy's meta description. One that is cut off where results cut it
 * anyway says the same.
 */
final class DescriptionRule implements ParityRule {
  /** Letters of a description that results show at the very least. */
  private static final int SHOWN = 150;

  @Override
  public Rule rule() {
    return Rule.SEO_DESCRIPTION;
  }

  @Override
  public void check(Pair pair, Notes notes) {
    One.check(
        "description",
        "descriptions",
        pair.legacy().descriptions(),
        pair.next().descriptions(),
        Wording::plain,
        DescriptionRule::isSame,
        notes);
  }

  private static boolean isSame(String one, String other) {
    String shorter = unfinished(one.length() < other.length() ? one : other);
    String longer = one.length() < other.length() ? other : one;
    return one.equals(other) || (shorter.length() >= SHOWN && longer.startsWith(shorter));
  }

  private static String unfinished(String text) {
    return text.endsWith("...") ? text.substring(0, text.length() - 3).strip() : text;
  }
}
