package dev.crossfade.rollout.statistics;

/**
 * How many distinct visitors a {@link VisitorSample} keeps, by level: at level {@code n} stands one
 * of 2ⁿ visitors. Two arms are compared at the higher of their levels, where both are complete.
 */
public final class Visitors {
  /** Nobody was seen. */
  public static final Visitors NONE = new Visitors(0, new long[Long.SIZE + 1]);

  private final int level;
  private final long[] atLeast;

  private Visitors(int level, long[] atLeast) {
    this.level = level;
    this.atLeast = atLeast;
  }

  static Visitors of(int level, long[] kept) {
    long[] atLeast = new long[kept.length];
    long sum = 0;
    for (int i = kept.length - 1; i >= 0; i--) {
      sum += kept[i];
      atLeast[i] = sum;
    }
    return new Visitors(level, atLeast);
  }

  /** So many of a sample that has one of two to the {@code level} of all. */
  static Visitors atLevel(int level, long kept) {
    long[] counts = new long[Long.SIZE + 1];
    counts[level] = kept;
    return of(level, counts);
  }

  /** The lowest level at which everybody is counted. */
  public int level() {
    return level;
  }

  /** How many there are at a level, which is {@link #level} or above. */
  public long count(int at) {
    if (at < level) {
      throw new IllegalArgumentException("level: " + at + " (expected: at least " + level + ")");
    }
    return atLeast[Math.min(at, Long.SIZE)];
  }

  /** About how many visitors there were. */
  public double estimate() {
    return Math.scalb((double) count(level), level);
  }
}
