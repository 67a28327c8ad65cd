package dev.crossfade.rollout.statistics;

/**
 * The classes that latencies are counted in: one a microsecond up to 64, then 32 to each doubling,
 * so that no class is wider than 3.2 % and its middle is within 1.6 % of everything in it. The last
 * ends at 134 s and holds what is longer, too.
 */
final class Buckets {
  static final int COUNT = 736;
  private static final long LONGEST = (1L << 27) - 1;

  private Buckets() {}

  static int of(long micros) {
    long value = Math.clamp(micros, 0, LONGEST);
    int shift = Math.max(0, 58 - Long.numberOfLeadingZeros(value));
    return (shift << 5) + (int) (value >>> shift);
  }

  /** The first microsecond of a class; of {@link #COUNT}, the end of the last. */
  static long start(int bucket) {
    if (bucket < 64) {
      return bucket;
    }
    int shift = (bucket >> 5) - 1;
    return (long) (32 + (bucket & 31)) << shift;
  }

  static double middle(int bucket) {
    return (start(bucket) + start(bucket + 1) - 1) / 2.0;
  }
}
