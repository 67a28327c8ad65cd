package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;

/** One rule of parity. Has no state: what it needs to remember is not a rule of two pages. */
interface ParityRule {
  Rule rule();

  /** Whether the rule has something to say about these answers; most have about pages only. */
  default boolean isAbout(Pair pair) {
    return pair.isJudged();
  }

  /** Tells what of it the pair breaks, each thing once. */
  void check(Pair pair, Notes notes);
}
