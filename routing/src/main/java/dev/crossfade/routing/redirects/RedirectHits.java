package dev.crossfade.routing.redirects;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often each entry of one map was asked for, when last, and how often by crawlers. Any event
 * loop may count, at any time; counting neither waits nor allocates.
 */
public final class RedirectHits {
  private static final long MOST = 0xFFFF_FFFFL;

  private final RedirectMap map;

  /** The count above, the second below: one wait for memory, not two. */
  private final AtomicLongArray hits;

  /** Apart, since few hits are crawlers': the others wait for no second place in memory. */
  private final AtomicIntegerArray crawlers;

  private final long since;

  /** Begins with what was counted before; what is no longer in the map is forgotten. */
  public RedirectHits(RedirectMap map, HitCounts before) {
    this(map, before, before.since());
  }

  /**
   * The same.
   *
   * @param since when counting began, in seconds since 1970; 0: nobody knows
   */
  public RedirectHits(RedirectMap map, HitCounts before, long since) {
    this.map = map;
    this.hits = new AtomicLongArray(map.entries());
    this.crawlers = new AtomicIntegerArray(map.entries());
    this.since = since;
    if (before.size() > 0) {
      restore(before);
    }
  }

  /** The first of several that have one source takes all, since the others are never asked for. */
  private void restore(HitCounts before) {
    boolean[] taken = new boolean[before.size()];
    for (int entry = 0; entry < map.entries(); entry++) {
      int known = before.find(map.key(entry));
      if (known >= 0 && !taken[known]) {
        taken[known] = true;
        hits.setPlain(entry, hit(before.count(known), before.seconds(known)));
        crawlers.setPlain(entry, (int) Math.min(before.crawlers(known), MOST));
      }
    }
  }

  /**
   * One more.
   *
   * @param crawler whether a crawler asked
   */
  public void hit(int entry, long epochSecond, boolean crawler) {
    if (crawler) {
      hitByCrawler(entry);
    }
    long known = hits.getOpaque(entry);
    long witness = hits.compareAndExchange(entry, known, hit((known >>> 32) + 1, epochSecond));
    while (witness != known) {
      known = witness;
      witness = hits.compareAndExchange(entry, known, hit((known >>> 32) + 1, epochSecond));
    }
  }

  private void hitByCrawler(int entry) {
    int known = crawlers.getOpaque(entry);
    while (known != (int) MOST) {
      int witness = crawlers.compareAndExchange(entry, known, known + 1);
      if (witness == known) {
        return;
      }
      known = witness;
    }
  }

  /** After four thousand million of them an entry counts no further. */
  private static long hit(long count, long epochSecond) {
    return (Math.min(count, MOST) << 32) | (epochSecond & MOST);
  }

  public long count(int entry) {
    return hits.getOpaque(entry) >>> 32;
  }

  /** How many of them were crawlers'. */
  public long crawlers(int entry) {
    return Integer.toUnsignedLong(crawlers.getOpaque(entry));
  }

  /** When counting began, in seconds since 1970; 0: nobody knows. */
  public long since() {
    return since;
  }

  /** In seconds since 1970; 0: never. */
  public long lastSecond(int entry) {
    return hits.getOpaque(entry) & MOST;
  }

  /** What was counted so far, for the next map or the next start. */
  public HitCounts snapshot() {
    HitCounts.Builder all = new HitCounts.Builder(16).since(since);
    for (int entry = 0; entry < hits.length(); entry++) {
      long hit = hits.getOpaque(entry);
      if (hit != 0) {
        all.add(map.key(entry), hit >>> 32, crawlers(entry), (int) hit);
      }
    }
    return all.build();
  }
}
