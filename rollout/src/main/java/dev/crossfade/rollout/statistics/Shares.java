package dev.crossfade.rollout.statistics;

/**
 * Compares shares of bad answers: of {@code next} with its control, or of one arm with a cap.
 *
 * <p>A level is the logarithm of the evidence asked for: {@code log(1/alpha)}. Whatever is asked
 * here may be asked after every answer and is wrong, ever, with probability alpha at most.
 */
public final class Shares {
  /*
   * H0: p_next - p_legacy <= t. For each possible p_legacy = x the product
   *
   *     below(x; legacy) * above(x + t; next)
   *
   * of two martingales (Tilts) is one itself, however the arms' answers are interleaved, since each
   * answer moves one factor and both are true to the null (x, x + t) and all within. So the least
   * over x never exceeds what the true x has: it is an e-process for all of H0, and rejecting when
   * it reaches 1/alpha is wrong with probability alpha at most. Both factors are convex in x, so
   * their sum of logarithms has one valley (Turner, Ly, Grünwald, "Generic E-variables for exact
   * sequential k-sample tests", 2024, for the idea; universal inference, Wasserman, Ramdas,
   * Balakrishnan 2020, for the least over the null).
   */
  private static final int STEPS = 60;

  private Shares() {}

  /** Whether next's share is worse than its control's by more than the tolerance. */
  public static boolean exceeds(Tally legacy, Tally next, double tolerance, double level) {
    double low = Math.max(0, -tolerance);
    double high = Math.min(1, 1 - tolerance);
    if (next.share() <= legacy.share() + tolerance) {
      return false; // then neither arm has anything against x = the control's own share
    }
    double x = Math.clamp(legacy.share(), low, high);
    for (int i = 0; i < STEPS; i++) {
      double f = evidence(legacy, next, x, tolerance);
      if (f < level) {
        return false;
      }
      double slope = slope(legacy, next, x, tolerance);
      double end = slope > 0 ? low : high;
      if (f + slope * (end - x) >= level) {
        return true; // convex: it lies nowhere below its tangent
      }
      if (slope > 0) {
        high = x;
      } else {
        low = x;
      }
      x = (low + high) / 2;
    }
    return false;
  }

  /** The largest difference that next's share is proved to exceed its control's by. */
  public static double atLeast(Tally legacy, Tally next, double level) {
    double low = -1;
    double high = next.share() - legacy.share();
    for (int i = 0; i < 30 && high - low > 1e-5; i++) {
      double middle = (low + high) / 2;
      if (exceeds(legacy, next, middle, level)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The largest difference that is not yet excluded: next's upper bound over legacy's lower one,
   * each at half of alpha.
   */
  public static double atMost(Tally legacy, Tally next, double level) {
    double each = level + Math.log(2);
    return Tilts.upper(next, each) - Tilts.lower(legacy, each);
  }

  /** The smallest difference that is not yet excluded; the other end of {@link #atMost}. */
  public static double lowest(Tally legacy, Tally next, double level) {
    double each = level + Math.log(2);
    return Tilts.lower(next, each) - Tilts.upper(legacy, each);
  }

  /** Whether one arm's share is proved to be above the cap. */
  public static boolean exceeds(Tally tally, double cap, double level) {
    return tally.share() > cap
        && Tilts.above(cap, tally.bad(), tally.all(), Tilts.SUSPECT) >= level;
  }

  /** The largest share that one arm's is proved to be above. */
  public static double atLeast(Tally tally, double level) {
    return Tilts.lower(tally, level);
  }

  /** The largest share of one arm that is not yet excluded; 1 of nothing. */
  public static double atMost(Tally tally, double level) {
    return Tilts.upper(tally, level);
  }

  /** Whether the share, of visitors in the next arm, is proved to differ from what was dialled. */
  public static boolean differs(Tally tally, double share, double level) {
    double each = level + Math.log(2);
    return Tilts.above(share, tally.bad(), tally.all(), 0) >= each
        || Tilts.below(share, tally.bad(), tally.all(), 0) >= each;
  }

  /** The smallest share that {@link #differs} does not exclude. */
  public static double lowest(Tally tally, double level) {
    return Tilts.lower(tally, level + Math.log(2));
  }

  /** The largest share that {@link #differs} does not exclude. */
  public static double highest(Tally tally, double level) {
    return Tilts.upper(tally, level + Math.log(2));
  }

  private static double evidence(Tally legacy, Tally next, double x, double tolerance) {
    return Tilts.below(x, legacy.bad(), legacy.all(), Tilts.CONTROL)
        + Tilts.above(x + tolerance, next.bad(), next.all(), Tilts.SUSPECT);
  }

  private static double slope(Tally legacy, Tally next, double x, double tolerance) {
    return Tilts.slope(x + tolerance, next.bad(), next.all(), Tilts.SUSPECT)
        - Tilts.slope(1 - x, legacy.all() - legacy.bad(), legacy.all(), Tilts.CONTROL);
  }
}
