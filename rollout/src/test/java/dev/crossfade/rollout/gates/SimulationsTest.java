package dev.crossfade.rollout.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.gates.Storefront.Rates;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often the gates are wrong, and how soon they are right, on simulated shops with fixed seeds.
 * The suite runs a part; {@code -Dcrossfade.simulations=full} runs all and prints the table of
 * docs/verdicts.md, beside two judges of the kind that others use, on the same streams.
 */
class SimulationsTest {
  private static final boolean FULL = "full".equals(System.getProperty("crossfade.simulations"));
  private static final int HOLD = 900;
  private static final Judge JUDGE = Judge.of(Gates.ALL, Gates.STAGES.size());

  private static final Regression ERRORS_TENFOLD =
      new Regression(
          "errors 0.5 % → 5 %",
          600, arm -> arm.answers().all(), 100, Rates.HEALTHY, Rates.HEALTHY.withErrors(0.05));
  private static final Regression ERRORS_TREBLED =
      new Regression(
          "errors 0.5 % → 1.5 %",
          15_000,
          arm -> arm.answers().all(),
          1_000,
          Rates.HEALTHY,
          Rates.HEALTHY.withErrors(0.015));
  private static final Regression SLOWER_BY_HALF =
      new Regression(
          "p95 +50 %",
          3_000, arm -> arm.latencies().total(), 100, Rates.HEALTHY, Rates.HEALTHY.withSlower(1.5));
  private static final Regression SESSIONS_LOST =
      new Regression(
          "sessions lost 0 → 2 %",
          1_500,
          arm -> arm.sessions(Storefront.COOKIE).all(),
          200,
          Rates.HEALTHY.withLost(0),
          Rates.HEALTHY.withLost(0.02));
  private static final Regression CHECKOUTS_ABANDONED =
      new Regression(
          "checkout completion 60 % → 50 %",
          3_000,
          arm -> arm.checkouts(Storefront.PIN).all(),
          2_000,
          Rates.HEALTHY,
          Rates.HEALTHY.withAbandoned(0.5));

  /**
   * What goes wrong, and within how many samples of the next arm half of the runs must see it.
   *
   * @param rate of requests to the next arm in twenty seconds
   */
  record Regression(
      String label,
      int demand,
      ToLongFunction<Arm> samples,
      double rate,
      Rates legacy,
      Rates next) {
    @Override
    public String toString() {
      return label;
    }
  }

  static List<Regression> regressions() {
    return List.of(
        ERRORS_TENFOLD, ERRORS_TREBLED, SLOWER_BY_HALF, SESSIONS_LOST, CHECKOUTS_ABANDONED);
  }

  static List<Regression> lateRegressions() {
    return List.of(ERRORS_TENFOLD, SLOWER_BY_HALF);
  }

  /** Both arms the same, their errors and latencies drifting together, looked at each second. */
  @Test
  void judge_bothArmsAlike_rollsBackSeldom() {
    int runs = FULL ? 2_000 : 20;
    int ours = 0;
    int held = 0;
    int threshold = 0;
    int mannWhitney = 0;
    for (Alarms alarms :
        IntStream.range(0, runs).parallel().mapToObj(SimulationsTest::alike).toList()) {
      ours += alarms.ours() ? 1 : 0;
      held += alarms.ratioHeld() ? 1 : 0;
      threshold += alarms.threshold() ? 1 : 0;
      mannWhitney += alarms.mannWhitney() ? 1 : 0;
    }
    row(
        "A/A, false rollbacks of " + runs,
        "1 %",
        share(ours, runs),
        share(threshold, runs),
        share(mannWhitney, runs));
    assertThat(ours).as("rolled back").isLessThanOrEqualTo(runs / 100);
    assertThat(held).as("held for its sample ratio").isLessThanOrEqualTo(runs / 50);
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void judge_nextIsWorse_failsWithinDemandedSamples(Regression regression) {
    for (String exposure : FULL ? List.of("1%", "5%", "25%", "50%") : List.of("5%")) {
      int runs = FULL ? 200 : 15;
      List<Detection> detections =
          IntStream.range(0, runs)
              .parallel()
              .mapToObj(run -> detect(regression, Share.parse(exposure), run))
              .toList();
      long ours = median(detections.stream().mapToLong(Detection::ours));
      row(
          regression.label() + ", at " + exposure,
          "" + regression.demand(),
          words(ours),
          words(median(detections.stream().mapToLong(Detection::threshold))),
          words(median(detections.stream().mapToLong(Detection::mannWhitney))));
      if (exposure.equals("5%") || exposure.equals("1%")) {
        assertThat(ours).as(exposure).isLessThanOrEqualTo(regression.demand());
      }
    }
  }

  /** 20 healthy hours of a stage of 24 do not hide what begins then. */
  @ParameterizedTest
  @MethodSource("lateRegressions")
  void judge_changeAfterTwentyHealthyHours_failsWithinTwiceTheSamples(Regression regression) {
    int runs = FULL ? 200 : 15;
    long ours =
        median(
            IntStream.range(0, runs)
                .parallel()
                .mapToLong(run -> detectLate(regression, run))
                .sorted());
    row(regression.label() + ", after 20 h", "" + 2 * regression.demand(), words(ours), "", "");
    assertThat(ours).isLessThanOrEqualTo(2L * regression.demand());
  }

  /**
   * 20 requests a second, 24 hours a stage, every gate: all stages pass when their hold is over.
   */
  @Test
  void judge_healthyAtTheEndOfEachHold_passes() {
    int runs = FULL ? 400 : 10;
    long passed = IntStream.range(0, runs).parallel().filter(SimulationsTest::passes).count();
    row("healthy, all stages pass in time", "95 %", share(passed, runs), "", "");
    assertThat(passed).isGreaterThanOrEqualTo(runs * (FULL ? 95L : 90L) / 100);
  }

  private static Alarms alike(int run) {
    boolean ours = false;
    boolean held = false;
    boolean threshold = false;
    boolean mannWhitney = false;
    Arm reference = null;
    for (int stage = 0; stage < Gates.STAGES.size(); stage++) {
      Share exposure = Gates.STAGES.get(stage);
      Shop shop = new Shop(run * 31L + stage, exposure.ratio(), 40);
      StageEvidence evidence = begin(exposure, reference);
      Rival byThreshold = new Rival.Threshold();
      Rival byRanks = new Rival.MannWhitney();
      for (int second = 1; second <= HOLD; second++) {
        shop.drifting(Rates.HEALTHY, Rates.HEALTHY);
        Arms arms = shop.arms();
        List<Verdict> verdicts = JUDGE.judge(at(evidence, arms, second));
        ours |= fails(verdicts);
        held |= ratioHolds(verdicts);
        if (second % 60 == 0 && exposure.compareTo(Share.ALL) < 0) {
          threshold |= byThreshold.fails(arms);
          mannWhitney |= byRanks.fails(arms);
        }
      }
      reference = evidence.control(shop.arms());
    }
    return new Alarms(ours, held, threshold, mannWhitney);
  }

  private static Detection detect(Regression regression, Share exposure, int run) {
    double rate = regression.rate() / (exposure.ratio() * 20);
    Shop shop = new Shop(7_000_000L + run, exposure.ratio(), Math.min(rate, 4_000));
    StageEvidence evidence = begin(exposure, null);
    Rival byThreshold = new Rival.Threshold();
    Rival byRanks = new Rival.MannWhitney();
    long ours = Long.MAX_VALUE;
    long threshold = Long.MAX_VALUE;
    long mannWhitney = Long.MAX_VALUE;
    for (int second = 1; second <= 4 * HOLD; second++) {
      shop.steady(regression.legacy(), regression.next(), 1);
      Arms arms = shop.arms();
      long samples = regression.samples().applyAsLong(arms.next());
      if (ours == Long.MAX_VALUE && fails(JUDGE.judge(at(evidence, arms, second)))) {
        ours = samples;
      }
      if (second % 60 == 0) {
        threshold = byThreshold.fails(arms) ? Math.min(threshold, samples) : threshold;
        mannWhitney = byRanks.fails(arms) ? Math.min(mannWhitney, samples) : mannWhitney;
      }
      if (Math.max(ours, Math.max(threshold, mannWhitney)) < Long.MAX_VALUE
          || samples > 4L * regression.demand()) {
        break;
      }
    }
    return new Detection(ours, threshold, mannWhitney);
  }

  private static long detectLate(Regression regression, int run) {
    Share exposure = Share.parse("5%");
    Shop shop = new Shop(9_000_000L + run, exposure.ratio(), 20);
    StageEvidence evidence =
        StageEvidence.begin(exposure, Duration.ofHours(24), Arms.NONE, 0, null);
    int second = 0;
    for (int minute = 1; minute <= 20 * 60; minute++) {
      shop.steady(Rates.HEALTHY, Rates.HEALTHY, 60);
      second += 60;
      evidence.at(shop.arms(), Duration.ofSeconds(second).toNanos(), false);
    }
    long before = regression.samples().applyAsLong(shop.arms().next());
    while (second++ < 24 * 3_600) {
      shop.steady(regression.legacy(), regression.next(), 1);
      if (fails(JUDGE.judge(at(evidence, shop.arms(), second)))) {
        return regression.samples().applyAsLong(shop.arms().next()) - before;
      }
    }
    return Long.MAX_VALUE;
  }

  private static boolean passes(int run) {
    Arm reference = null;
    for (int stage = 0; stage < Gates.STAGES.size(); stage++) {
      Share exposure = Gates.STAGES.get(stage);
      Shop shop = new Shop(run * 37L + stage, exposure.ratio(), 20);
      shop.steady(Rates.HEALTHY, Rates.HEALTHY, 86_400);
      Evidence evidence = new Evidence(exposure, shop.arms(), List.of(), reference, true);
      if (JUDGE.judge(evidence).stream().anyMatch(verdict -> verdict.says() != Says.PASS)) {
        return false;
      }
      reference = exposure.equals(Share.ALL) ? reference : shop.arms().legacy();
    }
    return true;
  }

  private static StageEvidence begin(Share exposure, @Nullable Arm reference) {
    return StageEvidence.begin(exposure, Duration.ofSeconds(HOLD), Arms.NONE, 0, reference);
  }

  private static Evidence at(StageEvidence evidence, Arms arms, int second) {
    return evidence.at(arms, Duration.ofSeconds(second).toNanos(), second == HOLD);
  }

  private static boolean fails(List<Verdict> verdicts) {
    return verdicts.stream().anyMatch(verdict -> verdict.says() == Says.FAIL);
  }

  private static boolean ratioHolds(List<Verdict> verdicts) {
    return verdicts.stream()
        .anyMatch(
            verdict -> verdict.gate().equals(SampleRatio.GATE) && verdict.says() == Says.HOLD);
  }

  private static long median(LongStream values) {
    long[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String words(long samples) {
    return samples == Long.MAX_VALUE ? "not seen" : Figures.count(samples);
  }

  private static String share(long count, int of) {
    return Figures.percent((double) count / of);
  }

  private static void row(String... cells) {
    System.out.println("| " + String.join(" | ", Arrays.asList(cells)) + " |");
  }

  private record Alarms(boolean ours, boolean ratioHeld, boolean threshold, boolean mannWhitney) {}

  private record Detection(long ours, long threshold, long mannWhitney) {}
}
