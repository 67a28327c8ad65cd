package dev.crossfade.rollout.gates;

import dev.crossfade.rollout.statistics.LatencySketch;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.VisitorSample;
import java.util.Map;
import java.util.SplittableRandom;

/** One arm of a simulated shop: answers as its rates say, by chance with a seed, and counts. */
final class Storefront {
  static final String PIN = "checkout";
  static final String COOKIE = "PHPSESSID";

  /** A latency in microseconds for each of so many equally likely chances: log-normal. */
  private static final double[] LATENCIES = latencies(1 << 14);

  /**
   * How it does.
   *
   * @param slower by this factor than a log-normal latency of median 120 ms and deviation 0.6
   * @param abandoned the share of ended checkouts without completion
   */
  record Rates(double errors, double slower, double lost, double abandoned, double crawlErrors) {
    static final Rates HEALTHY = new Rates(0.005, 1, 0.0005, 0.4, 0.004);

    Rates withErrors(double share) {
      return new Rates(share, slower, lost, abandoned, crawlErrors);
    }

    Rates withSlower(double factor) {
      return new Rates(errors, factor, lost, abandoned, crawlErrors);
    }

    Rates withLost(double share) {
      return new Rates(errors, slower, share, abandoned, crawlErrors);
    }

    Rates withAbandoned(double share) {
      return new Rates(errors, slower, lost, share, crawlErrors);
    }
  }

  private final SplittableRandom random;
  private final LatencySketch latencies = new LatencySketch();
  private final VisitorSample visitors = new VisitorSample();
  private Tally answers = Tally.NONE;
  private Tally checkouts = Tally.NONE;
  private Tally sessions = Tally.NONE;
  private Tally crawls = Tally.NONE;

  Storefront(SplittableRandom random) {
    this.random = random;
  }

  /** Answers about so many requests. {@code strain} multiplies errors and latency of the moment. */
  void answer(double expected, Rates rates, double strain) {
    int requests = poisson(expected);
    double slower = rates.slower() * (0.8 + 0.2 * strain);
    for (int i = 0; i < requests; i++) {
      latencies.record((long) (LATENCIES[random.nextInt(LATENCIES.length)] * slower));
    }
    answers = answers.plus(tally(requests, Math.min(0.5, rates.errors() * strain)));
    sessions = sessions.plus(tally(poisson(expected * 0.3), rates.lost()));
    checkouts = checkouts.plus(tally(poisson(expected * 0.02), rates.abandoned()));
    crawls = crawls.plus(tally(poisson(expected * 0.02), rates.crawlErrors()));
    for (int i = poisson(expected * 0.1); i > 0; i--) {
      visitors.add(random.nextLong());
    }
  }

  Arm arm() {
    return new Arm(
        answers,
        latencies.snapshot(),
        Map.of(PIN, checkouts),
        Map.of(COOKIE, sessions),
        crawls,
        visitors.snapshot());
  }

  Tally tally(int all, double share) {
    int bad = 0;
    if (share > 0.1) {
      for (int i = 0; i < all; i++) {
        bad += random.nextDouble() < share ? 1 : 0;
      }
    } else if (share > 0) {
      double scale = 1 / Math.log1p(-share);
      for (double i = gap(scale); i < all; i += 1 + gap(scale)) { // from bad one to bad one
        bad++;
      }
    }
    return new Tally(all, bad);
  }

  private double gap(double scale) {
    return Math.floor(Math.log(1 - random.nextDouble()) * scale);
  }

  int poisson(double mean) {
    if (mean > 50) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  private static double[] latencies(int count) {
    SplittableRandom random = new SplittableRandom(25);
    double[] micros = new double[count];
    for (int i = 0; i < count; i++) {
      micros[i] = 120_000 * Math.exp(0.6 * random.nextGaussian());
    }
    return micros;
  }
}
