package dev.crossfade.seo.parity;

import java.util.Arrays;

/**
 * Times to the first byte of one template's pages on both storefronts, of the same addresses at the
 * same moments: the last hundred and more. One thread at a time.
 */
final class FirstBytes {
  private static final int FEWEST = 20;
  private static final int MOST = 128;
  private static final double TOLERATED = 1.25;
  private static final long TOLERATED_NANOS = 100_000_000;

  private final long[] legacy = new long[MOST];
  private final long[] next = new long[MOST];
  private long seen;

  /** Takes both times down; notes when next is slower on most pages, and on this one. */
  void add(long legacyNanos, long nextNanos, String template, Notes notes) {
    int at = (int) (seen % MOST);
    legacy[at] = legacyNanos;
    next[at] = nextNanos;
    seen++;
    long was = upperQuarter(legacy);
    long is = upperQuarter(next);
    if (seen >= FEWEST && isSlower(was, is) && isSlower(legacyNanos, nextNanos)) {
      notes.add(
          millis(legacyNanos),
          millis(nextNanos),
          "three of four pages of template %s begin within %s, on legacy within %s"
              .formatted(template, millis(is), millis(was)),
          "p75 of the last %d pages".formatted(Math.min(seen, MOST)));
    }
  }

  private static boolean isSlower(long was, long is) {
    return is > was * TOLERATED && is - was > TOLERATED_NANOS;
  }

  /** The 75th percentile, by the nearest rank. */
  private long upperQuarter(long[] times) {
    int size = (int) Math.min(seen, MOST);
    long[] sorted = Arrays.copyOf(times, size);
    Arrays.sort(sorted);
    return sorted[(size * 3 + 3) / 4 - 1];
  }

  private static String millis(long nanos) {
    return (nanos + 500_000) / 1_000_000 + " ms";
  }
}
