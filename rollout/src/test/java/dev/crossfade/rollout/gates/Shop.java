package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Severity;
import dev.crossfade.rollout.gates.Storefront.Rates;
import dev.crossfade.rollout.statistics.Tally;
import java.util.Map;
import java.util.SplittableRandom;

/** A simulated shop of both arms, second by second. */
final class Shop {
  private final Storefront legacy;
  private final Storefront next;
  private final double exposure;
  private final double rate;
  private final double phase;
  private Tally pages = Tally.NONE;
  private int second;

  /**
   * Opens it.
   *
   * @param rate requests a second, both arms together
   */
  Shop(long seed, double exposure, double rate) {
    SplittableRandom random = new SplittableRandom(seed);
    this.phase = random.nextDouble();
    this.legacy = new Storefront(random.split());
    this.next = new Storefront(random.split());
    this.exposure = exposure;
    this.rate = rate;
  }

  /** Lets time pass in which both arms are under the same load, steady but for chance. */
  void steady(Rates ofLegacy, Rates ofNext, double seconds) {
    pass(ofLegacy, ofNext, seconds, 1);
  }

  /** Lets a second pass in which both arms' errors and latencies rise and fall together. */
  void drifting(Rates ofLegacy, Rates ofNext) {
    double tide = 1 + 0.8 * Math.sin(2 * Math.PI * (phase + second / 700.0));
    double outage = (second + 1_000 * phase) % 400 < 15 ? 6 : 1; // of what both depend on
    pass(ofLegacy, ofNext, 1, tide * outage);
  }

  private void pass(Rates ofLegacy, Rates ofNext, double seconds, double strain) {
    second++;
    double requests = rate * seconds;
    if (exposure < 1) {
      legacy.answer(requests * (1 - exposure), ofLegacy, strain);
    }
    next.answer(requests * exposure, ofNext, strain);
    pages = pages.plus(next.tally(next.poisson(requests * 0.005), 0.002));
  }

  Arms arms() {
    return new Arms(legacy.arm(), next.arm(), Map.of(Severity.CRITICAL, pages));
  }
}
