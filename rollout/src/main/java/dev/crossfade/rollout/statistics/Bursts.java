package dev.crossfade.rollout.statistics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells a visitor's repeated bad answers from new ones. The gates take answers for independent, and
 * a page whose ten parts all fail is one failure: counted as ten, it rolls back alike arms. So a
 * bad answer that does not count here belongs in no tally, neither as bad nor as answered.
 *
 * <p>Any thread may ask, only for bad answers, without a lock; two that ask for one visitor at the
 * same moment may both count. 32 KB, whatever comes: among very many failing visitors some are
 * forgotten early, and count again.
 */
public final class Bursts {
  private static final int SIZE = 4096;

  /** The low bits of an entry are the second, the others the visitor. */
  private static final long SECONDS = (1 << 20) - 1;

  private final AtomicLongArray entries = new AtomicLongArray(SIZE);
  private final int seconds;

  /** Makes one for bursts of so many seconds, from the first bad answer on. */
  public Bursts(int seconds) {
    if (seconds < 1 || seconds > SECONDS / 2) {
      throw new IllegalArgumentException(
          "seconds: " + seconds + " (expected: 1.." + SECONDS / 2 + ")");
    }
    this.seconds = seconds;
  }

  /**
   * Whether a bad answer begins a burst, and so counts.
   *
   * @param visitor a hash that is even over all bits
   * @param second the time, by any clock that does not go back
   */
  public boolean begins(long visitor, long second) {
    int place = (int) (visitor >>> 52);
    long entry = entries.get(place);
    boolean known = entry != 0 && (entry & ~SECONDS) == (visitor & ~SECONDS);
    if (known && ((second - entry) & SECONDS) < seconds) {
      return false;
    }
    entries.set(place, (visitor & ~SECONDS) | (second & SECONDS));
    return true;
  }
}
