package dev.crossfade.routing.redirects;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often each entry of one map was asked for, and when last. Any event loop may count, at any
 * time; counting neither waits nor allocates.
 */
public final class RedirectHits {
  private final RedirectMap map;
  private final AtomicLongArray counts;
  private final AtomicIntegerArray seconds;

  /** Begins with what was counted before; what is no longer in the map is forgotten. */
  public RedirectHits(RedirectMap map, HitCounts before) {
    this.map = map;
    this.counts = new AtomicLongArray(map.entries());
    this.seconds = new AtomicIntegerArray(map.entries());
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
        counts.setPlain(entry, before.count(known));
        seconds.setPlain(entry, before.seconds(known));
      }
    }
  }

  /** One more. */
  public void hit(int entry, long epochSecond) {
    counts.getAndAdd(entry, 1);
    seconds.setOpaque(entry, (int) epochSecond);
  }

  public long count(int entry) {
    return counts.getOpaque(entry);
  }

  /** In seconds since 1970; 0: never. */
  public long lastSecond(int entry) {
    return Integer.toUnsignedLong(seconds.getOpaque(entry));
  }

  /** What was counted so far, for the next map or the next start. */
  public HitCounts snapshot() {
    HitCounts.Builder all = new HitCounts.Builder(16);
    for (int entry = 0; entry < counts.length(); entry++) {
      long count = counts.getOpaque(entry);
      if (count > 0) {
        all.add(map.key(entry), count, seconds.getOpaque(entry));
      }
    }
    return all.build();
  }
}
