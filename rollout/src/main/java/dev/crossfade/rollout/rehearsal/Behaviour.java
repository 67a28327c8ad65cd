package dev.crossfade.rollout.rehearsal;

/**
 * How a simulated storefront does.
 *
 * @param errors the share of answers to visitors that are errors
 * @param slower by this factor than a healthy one
 * @param lost the share of requests with a session that lose it
 * @param crawlErrors the share of answers to crawlers that are errors
 * @param findings the share of pages with a critical finding
 * @param down it answers nothing: there is nothing to measure but errors, and no checkout completes
 */
record Behaviour(
    double errors, double slower, double lost, double crawlErrors, double findings, boolean down) {
  private static final double ERRORS = 0.005;
  private static final double LOST = 0.000_5;
  private static final double CRAWLED = 0.004;
  private static final double FINDINGS = 0.001;

  /** A storefront as it is on a good day; none is without any error. */
  static final Behaviour HEALTHY = new Behaviour(ERRORS, 1, LOST, CRAWLED, FINDINGS, false);

  /** How next does while a fault lasts. */
  static Behaviour of(Fault fault) {
    return switch (fault) {
      case NONE -> HEALTHY;
      case ERRORS -> new Behaviour(0.05, 1, LOST, 0.05, FINDINGS, false);
      case SLOW -> new Behaviour(ERRORS, 1.6, LOST, CRAWLED, FINDINGS, false);
      case SESSIONS -> new Behaviour(ERRORS, 1, 0.02, CRAWLED, FINDINGS, false);
      case PARITY -> new Behaviour(ERRORS, 1, LOST, CRAWLED, 0.05, false);
      case DOWN -> new Behaviour(1, 1, 0, 1, 0, true);
    };
  }

  /** The share of requests that a fault touches: what differs from a good day, and those alike. */
  double touched() {
    return down || slower > 1
        ? 1
        : Math.max(
            above(errors, ERRORS),
            Math.max(Storefront.WITH_SESSION * above(lost, LOST), above(findings, FINDINGS)));
  }

  private static double above(double share, double healthy) {
    return share > healthy ? share : 0;
  }
}
