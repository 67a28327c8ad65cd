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
  static final double ERRORS = 0.005;
  static final double LOST = 0.000_5;
  static final double CRAWLED = 0.004;
  static final double FINDINGS = 0.001;

  /** A storefront as it is on a good day; none is without any error. */
  static final Behaviour HEALTHY = new Behaviour(ERRORS, 1, LOST, CRAWLED, FINDINGS, false);

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
