package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.bench.BenchFigures.Measure;
import java.util.List;

/**
 * What Crossfade has to reach beside others, in one measure.
 *
 * @param against whom it is divided by
 * @param limit at most this where less is better, at least this where more is
 */
record BenchBar(Measure measure, Against against, double limit) {
  /** Whom Crossfade is compared with. */
  enum Against {
    HAPROXY("HAProxy"),
    BETTER("the better of HAProxy and nginx");

    private final String title;

    Against(String title) {
      this.title = title;
    }
  }

  /** How it came out. */
  record Verdict(BenchBar bar, double ratio, boolean met) {
    String line() {
      return "%-7s %s: %.2f of %s (bar: %s %.2f)"
          .formatted(
              met ? "met" : "not met",
              bar.measure().title(),
              ratio,
              bar.against().title,
              bar.measure().isMoreBetter() ? "at least" : "at most",
              bar.limit());
    }
  }

  /**
   * The bars of a work. Handshakes are judged by what one costs, since a client pays more for one
   * than a server does, and on a core of its own limits their rate; and by the clock, since that
   * alone shows it when somebody waits.
   */
  static List<BenchBar> of(BenchWork work) {
    if (work.redirects() > 0) {
      return List.of(); // side by side; what they must come to is said by bench redirects
    }
    if (work.handshakes()) {
      return List.of(
          new BenchBar(Measure.PER_CPU, Against.HAPROXY, 0.90),
          new BenchBar(Measure.REQUESTS, Against.HAPROXY, 0.90));
    }
    if (work.protocol().isTls()) {
      return List.of(new BenchBar(Measure.REQUESTS, Against.BETTER, 1.00));
    }
    return work.bytes() > 10 << 10
        ? List.of(new BenchBar(Measure.CPU, Against.HAPROXY, 0.90))
        : List.of(
            new BenchBar(Measure.CPU, Against.HAPROXY, 0.80),
            new BenchBar(Measure.REQUESTS, Against.BETTER, 1.20),
            new BenchBar(Measure.P99, Against.BETTER, 1.00));
  }

  Verdict judge(BenchFigures figures) {
    BenchFigures.Ratio ratios = figures.ratio(measure);
    double ratio =
        switch (against) {
          case HAPROXY -> ratios.toHaproxy().median();
          case BETTER -> ratios.toBetter().median();
        };
    return new Verdict(this, ratio, measure.isMoreBetter() ? ratio >= limit : ratio <= limit);
  }
}
