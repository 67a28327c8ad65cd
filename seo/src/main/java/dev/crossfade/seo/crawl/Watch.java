package dev.crossfade.seo.crawl;

/**
 * The minutes of an hour in which somebody counted.
 *
 * @param minutes a bit for each, the first the lowest
 */
public record Watch(long hour, long minutes) {
  private static final int ENOUGH = 55;
  private static final long ALL = (1L << 60) - 1;

  /** A whole hour. */
  static Watch whole(long hour) {
    return new Watch(hour, ALL);
  }

  /** The minute that this second is in. */
  public static Watch at(long epochSecond) {
    return new Watch(
        Math.floorDiv(epochSecond, 3_600L), 1L << (Math.floorMod(epochSecond, 3_600L) / 60));
  }

  /** Whether little can have been missed. */
  boolean isWhole() {
    return Long.bitCount(minutes) >= ENOUGH;
  }
}
