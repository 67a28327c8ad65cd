package dev.crossfade.seo.live;

import dev.crossfade.seo.parity.Site.Side;

/** Asks a storefront for a page. Thread-safe; blocks, for a time that is bounded. */
@FunctionalInterface
public interface Storefronts {
  Reply ask(Side side, PageRequest page) throws InterruptedException;
}
