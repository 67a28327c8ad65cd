package dev.crossfade.deploy.demo;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a storefront takes to make a page, as if it had a database to ask. Without it both would
 * answer in well under a millisecond, and a latency gate would judge the noise of the machine.
 *
 * @param usual the median; most pages take between half and twice as long
 */
record Pace(Duration usual) {
  static final Pace LEGACY = new Pace(Duration.ofMillis(32));
  static final Pace NEXT = new Pace(Duration.ofMillis(22));

  /** For tests of what a page says, not of when. */
  static final Pace IMMEDIATE = new Pace(Duration.ZERO);

  private static final double SPREAD = 0.3;

  /** The time of one page: log-normal, as real page times about are. */
  Duration draw(double slowdown) {
    double factor = Math.exp(SPREAD * ThreadLocalRandom.current().nextGaussian());
    return Duration.ofNanos((long) (usual.toNanos() * factor * slowdown));
  }
}
