package dev.crossfade.rollout.statistics;

/**
 * How many were seen, and how many of them were bad: errors among answers, lost among sessions.
 *
 * @param all everything that was seen
 * @param bad those of them that count against their storefront
 */
public record Tally(long all, long bad) {

  /** Nothing was seen. */
  public static final Tally NONE = new Tally(0, 0);

  public Tally {
    if (bad < 0 || bad > all) {
      throw new IllegalArgumentException("bad: " + bad + " (expected: 0.." + all + ")");
    }
  }

  public boolean isEmpty() {
    return all == 0;
  }

  /** The share that is bad; 0 of nothing. */
  public double share() {
    return all == 0 ? 0 : (double) bad / all;
  }

  public Tally plus(Tally other) {
    return new Tally(all + other.all, bad + other.bad);
  }

  /** What came after {@code earlier}, which is an older state of the same tally. */
  public Tally minus(Tally earlier) {
    return new Tally(all - earlier.all, bad - earlier.bad);
  }
}
