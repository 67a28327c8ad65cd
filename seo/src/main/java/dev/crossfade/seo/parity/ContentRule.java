package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.MainText;
import dev.crossfade.seo.parity.Site.Side;
import org.jspecify.annotations.Nullable;

/**
 * SEO-CONTENT: next says what legacy says. Under 0.9 of a likeness the text is looked at more
 * closely: what next says besides is no loss, so what counts is how much of legacy's text is gone.
 */
final class ContentRule implements ParityRule {
  private static final double ALIKE = 0.9;

  /** How much of legacy's text must be there; a signature is an estimate, and blocks differ. */
  private static final double KEPT = 0.7;

  /** Fewer words than that are labels and prices, which every storefront writes in its own way. */
  private static final int FEWEST = 30;

  private static final double THIN = 0.3;
  private static final double AS_NOT_FOUND = 0.8;

  @Override
  public Rule rule() {
    return Rule.SEO_CONTENT;
  }

  @Override
  public boolean isAbout(Pair pair) {
    return pair.isAnswered()
        && pair.isWhole()
        && pair.legacy().html()
        && !pair.legacy().indexing().hides("*");
  }

  @Override
  public void check(Pair pair, Notes notes) {
    MainText was = pair.legacy().text();
    MainText is = pair.next().text();
    if (!pair.next().html()) {
      notes.add("HTML", "no HTML", "answers no HTML", "");
      return;
    }
    if (isNotFound(pair, Side.NEXT, is) && !isNotFound(pair, Side.LEGACY, was)) {
      notes.add(
          was.beginning(),
          is.beginning(),
          "answers %d with the text of a page that does not exist".formatted(pair.next().status()),
          "");
      return;
    }
    String fault = was.shingles() < FEWEST ? null : fault(was, is);
    if (fault != null) {
      notes.add(was.beginning(), is.beginning(), fault, "");
    }
  }

  private static boolean isNotFound(Pair pair, Side side, MainText text) {
    MainText known = pair.site().notFound(side);
    return known != null && known.words() > 2 && known.similarity(text) >= AS_NOT_FOUND;
  }

  private static @Nullable String fault(MainText was, MainText is) {
    if (is.words() == 0) {
      return "has no text of its own, legacy has %d words".formatted(was.words());
    }
    if (is.shingles() < THIN * was.shingles() && 2 * is.words() < was.words()) {
      return "has %d words, legacy has %d".formatted(is.words(), was.words());
    }
    double likeness = was.similarity(is);
    double kept = kept(was, is, likeness);
    return likeness >= ALIKE || kept >= KEPT
        ? null
        : "keeps about %s of legacy's text (likeness %.2f)"
            .formatted(Wording.percent(kept), likeness);
  }

  /** The share of legacy's text that next has, from the share of all text that both have. */
  private static double kept(MainText was, MainText is, double likeness) {
    double common = likeness * (was.shingles() + is.shingles()) / (1 + likeness);
    return Math.min(1, common / was.shingles());
  }
}
