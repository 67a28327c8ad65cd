package dev.crossfade.rollout.statistics;

/**
 * Evidence against one share {@code p}: what a gambler would own, by its logarithm, who began with
 * one coin and bet on each answer that bad ones are more (or less) frequent than {@code p} says.
 */
final class Tilts {
  /*
   * A bet on the odds. Under H: P(bad) = p each factor
   *
   *     bad: r / (1 + p(r-1))        good: 1 / (1 + p(r-1))
   *
   * has expectation one, so that after s bad of n the wealth
   *
   *     W_r(p) = r^s / (1 + p(r-1))^n
   *
   * is a martingale, and so is any average of such over r. By Ville's inequality it ever reaches
   * 1/alpha with probability alpha at most: one may look after each answer (Ville 1939; Ramdas,
   * Grünwald, Vovk, Shafer, "Game-theoretic statistics and safe anytime-valid inference", 2023).
   *
   * Why this and not the beta-binomial mixture: it is the same test for one fixed alternative, but
   *  - with r > 1 it also holds for every share below p, and falls in p: evidence that is one-sided
   *    by construction, so half of it is not spent on the side that nobody asks about;
   *  - it is convex in p (minus the log of a linear function, and log-sum-exp keeps that), so the
   *    least over a line of null hypotheses is found by following a slope;
   *  - averaging over r costs log(12), however much was seen. The beta mixture costs log(n)/2 an
   *    arm, which a control of a million answers pays for without a gain.
   * The grid is even in log r from 2 % to 25-fold odds: between its points at most 5 % of the
   * evidence is lost.
   *
   * A part of the wealth is kept in the purse (r = 1). An arm can then never take away more than
   * that part's logarithm from what the other arm has proved, which for a large control is nearly
   * all that it could do.
   */
  private static final double[] RATIO = {
    1.02, 1.05, 1.1, 1.2, 1.35, 1.6, 2, 2.7, 4, 6.5, 12, 25,
  };

  private static final double[] LOG_RATIO = new double[RATIO.length];

  static {
    for (int i = 0; i < RATIO.length; i++) {
      LOG_RATIO[i] = Math.log(RATIO[i]);
    }
  }

  /** What stays in the purse of the arm that is suspected: as much as on each bet. */
  static final double SUSPECT = 1.0 / (RATIO.length + 1);

  /** What stays in the purse of the control, which seldom has anything to prove. */
  static final double CONTROL = 0.5;

  private Tilts() {}

  /** Log-evidence that the share is above {@code p}, and above all below it; falls in p. */
  static double above(double p, long bad, long all, double kept) {
    double most = 0;
    for (int i = 0; i < RATIO.length; i++) {
      most = Math.max(most, bad * LOG_RATIO[i] - all * Math.log1p(p * (RATIO[i] - 1)));
    }
    double sum = kept * Math.exp(-most);
    double each = (1 - kept) / RATIO.length;
    for (int i = 0; i < RATIO.length; i++) {
      sum += each * exp(bad * LOG_RATIO[i] - all * Math.log1p(p * (RATIO[i] - 1)) - most);
    }
    return most + Math.log(sum);
  }

  /** Log-evidence that the share is below {@code p}, and below all above it; rises in p. */
  static double below(double p, long bad, long all, double kept) {
    return above(1 - p, all - bad, all, kept);
  }

  /** The smallest share from the seen one upwards against which the evidence reaches the level. */
  static double upper(Tally tally, double level) {
    return 1 - lower(new Tally(tally.all(), tally.all() - tally.bad()), level);
  }

  /** The largest share from the seen one downwards against which the evidence reaches the level. */
  static double lower(Tally tally, double level) {
    if (tally.bad() == 0 || above(0, tally.bad(), tally.all(), 0) < level) {
      return 0;
    }
    // Convex and falling: from the left of the root Newton's steps never leap over it.
    double p = 0;
    for (int i = 0; i < 60; i++) {
      double f = above(p, tally.bad(), tally.all(), 0) - level;
      double next = p - f / slope(p, tally.bad(), tally.all(), 0);
      if (!(next > p) || next - p < 1e-9 * next) {
        return p;
      }
      p = next;
    }
    return p;
  }

  /** The derivative of {@link #above} by p. */
  static double slope(double p, long bad, long all, double kept) {
    double most = 0;
    for (int i = 0; i < RATIO.length; i++) {
      most = Math.max(most, bad * LOG_RATIO[i] - all * Math.log1p(p * (RATIO[i] - 1)));
    }
    double sum = kept * Math.exp(-most);
    double down = 0;
    double each = (1 - kept) / RATIO.length;
    for (int i = 0; i < RATIO.length; i++) {
      double tilt = RATIO[i] - 1;
      double w = each * exp(bad * LOG_RATIO[i] - all * Math.log1p(p * tilt) - most);
      sum += w;
      down += w * all * tilt / (1 + p * tilt);
    }
    return -down / sum;
  }

  /** e to the x, not computed where it adds nothing to a sum whose largest term is one. */
  private static double exp(double x) {
    return x < -40 ? 0 : Math.exp(x);
  }
}
