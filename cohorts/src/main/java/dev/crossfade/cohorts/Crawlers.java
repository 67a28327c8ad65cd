package dev.crossfade.cohorts;

import org.jspecify.annotations.Nullable;

/** Recognises crawlers. Asked on the event loop: what takes time is done elsewhere. */
@FunctionalInterface
public interface Crawlers {
  /** Nobody is one. */
  Crawlers NONE = _ -> null;

  /** Who the sender says to be; null: no crawler. */
  @Nullable CrawlerClaim claim(RequestHead head);
}
