package dev.crossfade.deploy.explain;

import dev.crossfade.cohorts.Buckets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Identities that stand for visitors: a fixed sample of all, and for each bucket of a unit somebody
 * who is in it. The same ones every time, so that two runs say the same.
 */
final class Identities {
  static final int SAMPLE = 1_000;

  /** So many that each of 10,000 buckets has one, but for one time in fifty. */
  private static final int TRIED = 1 << 17;

  private static final int NOBODY = -1;

  private final Side side;
  private final Map<String, int[]> byUnit = new HashMap<>();
  private long[] keys = new long[0];

  /**
   * @param side by which visitors are recognised
   */
  Identities(Side side) {
    this.side = side;
  }

  static String name(int number) {
    return "sample-" + number;
  }

  /** Somebody in this bucket of the unit; −1: nobody was found. */
  int inBucket(String unit, int bucket) {
    if (bucket < 0 || bucket >= Buckets.COUNT) {
      return NOBODY;
    }
    return byUnit.computeIfAbsent(unit, this::arranged)[bucket];
  }

  private int[] arranged(String unit) {
    Buckets buckets = Buckets.salted(unit);
    int[] found = new int[Buckets.COUNT];
    Arrays.fill(found, NOBODY);
    long[] all = keys();
    for (int i = 0; i < all.length; i++) {
      int bucket = buckets.of(all[i]);
      if (found[bucket] == NOBODY) {
        found[bucket] = i;
      }
    }
    return found;
  }

  private long[] keys() {
    if (keys.length == 0) {
      keys = new long[TRIED];
      for (int i = 0; i < TRIED; i++) {
        keys[i] = side.visitor(name(i)).key();
      }
    }
    return keys;
  }
}
