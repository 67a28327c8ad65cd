package dev.crossfade.rollout.statistics;

/**
 * Compares a quantile of {@code next}'s latencies with its control's, by their ratio.
 *
 * <p>Levels are as in {@link Shares}. Counts by class are read so that the class may only ever
 * speak for {@code next}: a difference of less than two classes, 6 %, is not proved by anything.
 */
public final class Quantiles {
  /*
   * H0: q_next <= c * q_legacy. Let x be legacy's true quantile. Then at least 1-q of legacy's
   * latencies are x or more, and under H0 at most 1-q of next's are above c*x. Each is a claim about
   * one share, and
   *
   *     below(1-q; legacy at x or above) * above(1-q; next above c*x)
   *
   * is a product of martingales at that x. The least over all x is an e-process: x is a parameter
   * of the null, so nothing is paid for trying all of them, and no shape of the distribution is
   * assumed (compare Howard and Ramdas, "Sequential estimation of quantiles", 2022, who pay for a
   * band around both). The first factor rises in x, the second falls; below legacy's own quantile
   * the first has nothing to say and is taken as what stays in the purse.
   */
  private Quantiles() {}

  /** Whether next's quantile is more than {@code factor} times its control's. */
  public static boolean exceeds(
      Latencies legacy, Latencies next, double q, double factor, double level) {
    double tail = 1 - q;
    int bucket = legacy.isEmpty() ? Buckets.COUNT : legacy.bucketOf(q);
    double control = Math.log(Tilts.CONTROL);
    for (; bucket < Buckets.COUNT; bucket++) {
      long above = next.countAbove(factor * Buckets.start(bucket + 1));
      if (above <= tail * next.total() && control < level) {
        return false; // next has nothing to say, and the control not enough
      }
      if (control + Tilts.above(tail, above, next.total(), Tilts.SUSPECT) < level) {
        return false;
      }
      control =
          Math.max(
              control,
              Tilts.below(tail, legacy.countFrom(bucket + 1), legacy.total(), Tilts.CONTROL));
    }
    return control + Math.log(Tilts.SUSPECT) >= level;
  }

  /** The largest ratio that next's quantile is proved to exceed. */
  public static double atLeast(Latencies legacy, Latencies next, double q, double level) {
    double low = -3; // logarithms: a twentieth to twentyfold
    double high = 3;
    for (int i = 0; i < 14; i++) {
      double middle = (low + high) / 2;
      if (exceeds(legacy, next, q, Math.exp(middle), level)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(low);
  }

  /**
   * The largest ratio that is not yet excluded: next's upper bound over legacy's lower one, each at
   * half of alpha; infinite while either has none.
   */
  public static double atMost(Latencies legacy, Latencies next, double q, double level) {
    double each = level + Math.log(2);
    return upper(next, q, each) / lower(legacy, q, each);
  }

  /** The smallest ratio that is not yet excluded; 0 while there is none. */
  public static double lowest(Latencies legacy, Latencies next, double q, double level) {
    double each = level + Math.log(2);
    return lower(next, q, each) / upper(legacy, q, each);
  }

  private static double upper(Latencies latencies, double q, double level) {
    int low = latencies.isEmpty() ? Buckets.COUNT : latencies.bucketOf(q) + 1;
    int high = Buckets.COUNT;
    while (low < high) { // the first class that the quantile is proved to lie below
      int middle = (low + high) >>> 1;
      if (Tilts.below(1 - q, latencies.countFrom(middle), latencies.total(), 0) >= level) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == Buckets.COUNT ? Double.POSITIVE_INFINITY : Buckets.start(low);
  }

  private static double lower(Latencies latencies, double q, double level) {
    int low = 0;
    int high = latencies.isEmpty() ? 0 : latencies.bucketOf(q);
    while (low < high) { // the first class that the quantile is not proved to lie above
      int middle = (low + high) >>> 1;
      if (Tilts.above(1 - q, latencies.countFrom(middle + 1), latencies.total(), 0) >= level) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Buckets.start(low);
  }
}
