package dev.crossfade.rollout.statistics;

/**
 * A difference as far as it can be believed: what was seen, drawn towards none as much as it may be
 * chance.
 *
 * @param seen the plain difference
 * @param error its standard error
 */
public record Estimate(double seen, double error) {
  /*
   * The estimate decides between pass and hold, never a fail. The plain difference would make a
   * pass a toss of a coin: of two equal arms with a few hundred checkouts each, every third pair
   * lies more than a point apart. So it is the mean of a sceptic's posterior, who held 13 to 1
   * beforehand that the difference is within the tolerance: normal around none, with two thirds of
   * the tolerance as its deviation. A pass then asks for
   *
   *     seen <= tolerance + error^2 / deviation^2 * tolerance,
   *
   * which is three standard errors at least whatever the error, and which falls to the tolerance
   * itself as evidence grows.
   *
   * The sceptic needs so much evidence that with little of it nothing at all would change his mind:
   * 17 errors in 162 answers against none in 116 would pass. So what an equal arm shows in one look
   * of a hundred only, beyond the tolerance, does not pass either.
   */
  private static final double DEVIATION = 2.0 / 3;

  /** So many standard errors beyond the tolerance are seen by chance once in a hundred looks. */
  private static final double SELDOM = 2.33;

  /** The least that differences can be told apart by: a hundredth of a point. */
  private static final double FINEST = 1e-4;

  static final Estimate NONE = new Estimate(0, 0);

  /** Of two shares. */
  public static Estimate of(Tally legacy, Tally next) {
    return new Estimate(
        next.share() - legacy.share(), Math.sqrt(variance(legacy) + variance(next)));
  }

  /** Of one share, from none at all. */
  public static Estimate of(Tally tally) {
    return new Estimate(tally.share(), Math.sqrt(variance(tally)));
  }

  /** Of the logarithms of two quantiles. */
  public static Estimate of(Latencies legacy, Latencies next, double q) {
    if (legacy.isEmpty() || next.isEmpty()) {
      return NONE;
    }
    return new Estimate(
        Math.log(next.quantile(q) / legacy.quantile(q)),
        Math.hypot(logError(legacy, q), logError(next, q)));
  }

  /** Whether what can be believed of it is within the tolerance. */
  public boolean isWithin(double tolerance) {
    double limit = Math.max(tolerance, FINEST);
    double ratio = error / (DEVIATION * limit);
    return seen <= Math.min(limit * (1 + ratio * ratio), limit + SELDOM * error);
  }

  private static double variance(Tally tally) {
    double share = (tally.bad() + 0.5) / (tally.all() + 1.0);
    return share * (1 - share) / Math.max(1, tally.all());
  }

  private static double logError(Latencies latencies, double q) {
    double error = Math.sqrt(q * (1 - q) / latencies.total());
    double high = latencies.quantile(Math.min(1, q + error));
    double low = latencies.quantile(Math.max(0, q - error));
    return Math.log(Math.max(1, high) / Math.max(1, low)) / 2;
  }
}
