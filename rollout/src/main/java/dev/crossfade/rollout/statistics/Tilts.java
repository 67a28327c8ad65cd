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
    double stake = (1 - kept) / RATIO.length;
    double most = 0;
    double sum = kept;
    for (int i = 0; i < RATIO.length; i++) { // in units of e to the largest so far
      double bet = bad * LOG_RATIO[i] - all * Math.log(1 + p * (RATIO[i] - 1));
      if (bet > most) {
        sum = sum * exp(most - bet) + stake;
        most = bet;
      } else {
        sum += stake * exp(bet - most);
      }
    }
    return sum == 0 ? Double.NEGATIVE_INFINITY : most + Math.log(sum);
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
    long bad = tally.bad();
    long all = tally.all();
    if (bad == 0 || above(0, bad, all, 0) < level) {
      return 0;
    }
    // Convex and falling: from the left of the root Newton's steps never leap over it.
    double guess = tally.share() * (1 - 1.5 * Math.sqrt(2 * (level + 3) / bad));
    double p = guess > 0 && above(guess, bad, all, 0) >= level ? guess : 0;
    for (int i = 0; i < 60; i++) {
      double step = (level - above(p, bad, all, 0)) / slope(p, bad, all, 0);
      p += Math.max(0, step);
      if (!(step > 1e-6 * p)) {
        break;
      }
    }
    return p;
  }

  /** The derivative of {@link #above} by p. */
  static double slope(double p, long bad, long all, double kept) {
    double stake = (1 - kept) / RATIO.length;
    double most = 0;
    double sum = kept;
    double falls = 0;
    for (int i = 0; i < RATIO.length; i++) {
      double odds = 1 + p * (RATIO[i] - 1);
      double bet = bad * LOG_RATIO[i] - all * Math.log(odds);
      double scale = bet > most ? exp(most - bet) : 1;
      most = Math.max(most, bet);
      double share = stake * exp(bet - most);
      sum = sum * scale + share;
      falls = falls * scale + share * (RATIO[i] - 1) / odds;
    }
    return sum == 0 ? 0 : -all * falls / sum;
  }

  /** e to the x, not computed where it adds nothing to a sum whose largest term is one. */
  private static double exp(double x) {
    return x < -40 ? 0 : Math.exp(x);
  }
}
