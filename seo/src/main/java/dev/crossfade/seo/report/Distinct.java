package dev.crossfade.seo.report;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import org.jspecify.annotations.Nullable;

/**
 * How many different things were seen, by their 64-bit hashes. Exact up to a bound, and from there
 * on an estimate that is off by a few in a thousand; memory is bounded either way.
 */
final class Distinct {
  private static final int PRECISION = 15;

  private final int most;
  private long[] seen = new long[16]; // open addressing; 0: free
  private int size;
  private @Nullable UltraLogLog estimate;

  /** Exact up to so many. */
  Distinct(int most) {
    this.most = most;
  }

  void add(long hash) {
    long key = hash == 0 ? 1 : hash;
    UltraLogLog many = estimate;
    if (many != null) {
      many.add(key);
    } else if (put(seen, key)) {
      size++;
      if (size > most) {
        estimate = estimated();
      } else if (size * 2 > seen.length) {
        grow();
      }
    }
  }

  long count() {
    return estimate == null ? size : Math.round(estimate.getDistinctCountEstimate());
  }

  boolean isExact() {
    return estimate == null;
  }

  private UltraLogLog estimated() {
    UltraLogLog many = UltraLogLog.create(PRECISION);
    for (long key : seen) {
      if (key != 0) {
        many.add(key);
      }
    }
    seen = new long[0];
    return many;
  }

  private void grow() {
    long[] wider = new long[seen.length * 2];
    for (long key : seen) {
      if (key != 0) {
        put(wider, key);
      }
    }
    seen = wider;
  }

  private static boolean put(long[] table, long key) {
    int at = (int) key & (table.length - 1);
    while (table[at] != 0) {
      if (table[at] == key) {
        return false;
      }
      at = (at + 1) & (table.length - 1);
    }
    table[at] = key;
    return true;
  }
}
