package dev.crossfade.seo.live;

import dev.crossfade.seo.parity.Site.Side;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one page so far.
 *
 * @param again legacy's second answer; null: it was not asked twice
 */
record Pairing(
    PageRequest page,
    Purpose purpose,
    Reply.Answered legacy,
    Reply.Answered next,
    Reply.@Nullable Answered again) {
  /** Why a page is looked at. */
  enum Purpose {
    /** Somebody asked for it. */
    SAMPLE,
    /** It is a critical path. */
    CRITICAL,
    /** A guard is in doubt. */
    CHECK
  }

  /** Somebody's answer that can stand for a storefront's; null: it is another's, or cannot. */
  static Reply.@Nullable Answered usable(@Nullable LiveSample sample, Side side) {
    return sample != null
            && sample.by() == side
            && !sample.personal()
            && Bodies.isReadable(sample.answer().fields())
        ? sample.answer()
        : null;
  }
}
