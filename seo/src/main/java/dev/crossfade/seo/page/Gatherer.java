package dev.crossfade.seo.page;

import org.jsoup.nodes.Element;

/**
 * Gathers one kind of thing while a page is walked through, once, in the order in which it stands.
 *
 * <p>A place is a set of {@link Place} bits: for an element those of itself and of what it is in.
 */
interface Gatherer {
  /** An element begins; one that holds nothing ends at once. */
  default void open(Element element, int place) {}

  /** Text within the elements that are open. */
  default void text(String text, int place) {}

  /** The element that began last ends. */
  default void close(Element element, int place) {}
}
