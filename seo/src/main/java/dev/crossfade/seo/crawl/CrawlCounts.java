package dev.crossfade.seo.crawl;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Requests of crawlers as they come, until somebody takes what was counted. Any event loop may
 * count, none waits. Bounded: what would be one kind too many is dropped, and counted as such.
 */
public final class CrawlCounts {
  private static final int MOST_KINDS = 20_000;

  private final LongAdder dropped = new LongAdder();
  private volatile Map<CrawlKind, LongAdder> counts = new ConcurrentHashMap<>();

  /** What nobody begins to count in any more, while somebody may be about to. */
  private Map<CrawlKind, LongAdder> leaving = Map.of();

  /** One more of a kind. */
  public void count(CrawlKind kind) {
    Map<CrawlKind, LongAdder> now = counts;
    LongAdder known = now.get(kind);
    if (known == null && now.size() >= MOST_KINDS) {
      dropped.increment();
    } else {
      (known == null ? now.computeIfAbsent(kind, _ -> new LongAdder()) : known).increment();
    }
  }

  /**
   * What was counted until the call before this one: who was counting then is done by now, so that
   * none is lost. Calls are seconds apart.
   */
  public synchronized Map<CrawlKind, Long> take() {
    Map<CrawlKind, LongAdder> taken = leaving;
    leaving = counts;
    counts = new ConcurrentHashMap<>();
    return sums(taken);
  }

  /** All that is left, once nobody counts any more. */
  public synchronized Map<CrawlKind, Long> rest() {
    Map<CrawlKind, Long> rest = take();
    take().forEach((kind, count) -> rest.merge(kind, count, Long::sum));
    return rest;
  }

  /** What was counted and not taken yet; it stays. */
  synchronized Map<CrawlKind, Long> peek() {
    Map<CrawlKind, Long> both = sums(leaving);
    sums(counts).forEach((kind, count) -> both.merge(kind, count, Long::sum));
    return both;
  }

  private static Map<CrawlKind, Long> sums(Map<CrawlKind, LongAdder> counts) {
    Map<CrawlKind, Long> sums = new HashMap<>();
    counts.forEach((kind, count) -> sums.put(kind, count.sum()));
    return sums;
  }

  /** Requests that were not counted. */
  public long dropped() {
    return dropped.sum();
  }
}
