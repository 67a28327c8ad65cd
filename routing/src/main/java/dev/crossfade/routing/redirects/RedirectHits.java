package dev.crossfade.routing.redirects;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often each entry of one map was asked for, and when last. Any event loop may count, at any
 * time; counting neither waits nor allocates.
 */
public final class RedirectHits {
  private static final long MOST = 0xFFFF_FFFFL;

  private final RedirectMap map;

  /** The count above, the second below: one wait for memory, not two. */
  private final AtomicLongArray hits;

  /** Begins with what was counted before; what is no longer in the map is forgotten. */
  public RedirectHits(RedirectMap map, HitCounts before) {
    this.map = map;
    this.hits = new AtomicLongArray(map.entries());
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
      }
    }
  }

  /** One more. */
  public void hit(int entry, long epochSecond) {
    long known = hits.getOpaque(entry);
    long witness = hits.compareAndExchange(entry, known, hit((known >>> 32) + 1, epochSecond));
    while (witness != known) {
      known = witness;
      witness = hits.compareAndExchange(entry, known, hit((known >>> 32) + 1, epochSecond));
    }
  }

  /** After four thousand million of them an entry counts no further. */
  private static long hit(long count, long epochSecond) {
    return (Math.min(count, MOST) << 32) | (epochSecond & MOST);
  }

  public long count(int entry) {
    return hits.getOpaque(entry) >>> 32;
  }

  /** In seconds since 1970; 0: never. */
  public long lastSecond(int entry) {
    return hits.getOpaque(entry) & MOST;
  }

  /** What was counted so far, for the next map or the next start. */
  public HitCounts snapshot() {
    HitCounts.Builder all = new HitCounts.Builder(16);
    for (int entry = 0; entry < hits.length(); entry++) {
      long hit = hits.getOpaque(entry);
      if (hit != 0) {
        all.add(map.key(entry), hit >>> 32, (int) hit);
      }
    }
    return all.build();
  }
}
