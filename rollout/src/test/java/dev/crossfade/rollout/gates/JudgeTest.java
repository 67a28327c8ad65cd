package dev.crossfade.rollout.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Gate.OnFail;
import dev.crossfade.config.model.Gate.OnNoData;
import dev.crossfade.config.model.Gate.Policy;
import dev.crossfade.config.model.Severity;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.gates.Evidence.Later;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.LatencySketch;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.VisitorSample;
import dev.crossfade.rollout.statistics.Visitors;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
  private static final Share HALF = Share.parse("50%");
  private static final Share TENTH = Share.parse("10%");

  /** The sentences of errors at an exposure of 10 %, for each way it can go. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "17950; 71; 2004; 58; errors: next 2.9 % (58/2 004) vs legacy 0.4 % (71/17 950), difference"
            + " at least 1pp, tolerance 0.5pp: fail",
        "17950; 71; 2004; 8; errors: next 0.4 % (8/2 004) vs legacy 0.4 % (71/17 950), difference at"
            + " most 1.2pp, tolerance 0.5pp: pass",
        "17950; 71; 2004; 24; errors: next 1.2 % (24/2 004) vs legacy 0.4 % (71/17 950), difference"
            + " at most 2.4pp, tolerance 0.5pp, outside of it but not proved to be: hold",
        "1800; 7; 120; 0; errors: next 0 % (0/120) vs legacy 0.39 % (7/1 800), difference at most"
            + " 7.8pp, tolerance 0.5pp, 120 of 200 samples: hold",
        "0; 0; 120; 3; errors: next 2.5 % (3/120), no data of legacy: hold",
        "120; 3; 0; 0; errors: no data yet: hold"
      })
  void judge_errors_saysWhy(int legacyAll, int legacyBad, int all, int bad, String sentence) {
    Verdict verdict =
        only(
            judge(
                Gates.ERRORS, Evidence.of(TENTH, answers(legacyAll, legacyBad, all, bad), false)));
    assertThat(verdict.sentence()).isEqualTo(sentence);
    assertThat(sentence).endsWith(": " + verdict.says().name().toLowerCase(Locale.ROOT));
    assertThat(verdict.samples()).isEqualTo(all);
  }

  /**
   * The figures say what the sentence does: a fail proves more than the tolerance, and what is seen
   * lies within the bounds.
   */
  @ParameterizedTest
  @CsvSource({
    "17950, 71, 2004, 58, FAIL",
    "17950, 71, 2004, 8, PASS",
    "17950, 71, 2004, 24, HOLD",
    "1800, 7, 120, 0, HOLD"
  })
  void judge_errors_hasTheFiguresOfItsSentence(
      int legacyAll, int legacyBad, int all, int bad, Verdict.Says says) {
    Verdict verdict =
        only(
            judge(
                Gates.ERRORS, Evidence.of(TENTH, answers(legacyAll, legacyBad, all, bad), false)));

    Difference difference = difference(verdict);
    assertThat(verdict.says()).isEqualTo(says);
    assertThat(difference.scale()).isEqualTo(Difference.Scale.POINTS);
    assertThat(difference.tolerance()).isEqualTo(0.005);
    assertThat(difference.estimate())
        .isCloseTo((double) bad / all - (double) legacyBad / legacyAll, within(1e-9));
    assertThat(low(difference)).isLessThanOrEqualTo(difference.estimate());
    assertThat(high(difference)).isGreaterThan(difference.estimate());
    assertThat(low(difference) > difference.tolerance()).isEqualTo(says == Verdict.Says.FAIL);
  }

  private static Difference difference(Verdict verdict) {
    return Objects.requireNonNull(verdict.difference());
  }

  private static double low(Difference difference) {
    return Objects.requireNonNull(difference.low());
  }

  private static double high(Difference difference) {
    return Objects.requireNonNull(difference.high());
  }

  @Test
  void judge_withoutDataOfOneArm_hasNoFigures() {
    assertThat(only(judge(Gates.ERRORS, Evidence.of(TENTH, answers(0, 0, 120, 3), false))))
        .returns(null, Verdict::difference);
    assertThat(only(judge(Gates.ERRORS, Evidence.of(TENTH, answers(120, 3, 0, 0), false))))
        .returns(null, Verdict::difference);
  }

  @Test
  void judge_latency_hasTheFiguresOfItsSentence() {
    Difference slower =
        difference(
            only(
                judge(
                    Gates.LATENCY,
                    Evidence.of(TENTH, arms(latencies(20_000, 1), latencies(2_000, 1.5)), false))));
    assertThat(slower.scale()).isEqualTo(Difference.Scale.RATIO);
    assertThat(slower.estimate()).isBetween(0.4, 0.6);
    assertThat(low(slower)).isBetween(0.1, 0.5);
    assertThat(high(slower)).isGreaterThan(0.5);

    Difference few =
        difference(
            only(
                judge(
                    Gates.LATENCY,
                    Evidence.of(TENTH, arms(latencies(20_000, 1), latencies(20, 1)), false))));
    assertThat(few.high()).isNull();
  }

  @Test
  void judge_latency_saysWhy() {
    Arms arms = arms(latencies(20_000, 1), latencies(2_000, 1.5));
    assertThat(only(judge(Gates.LATENCY, Evidence.of(TENTH, arms, false))).sentence())
        .matches(
            "latency: next p95 4\\d\\d(\\.\\d)? ms \\(of 2 000\\) vs legacy p95 3\\d\\d(\\.\\d)? ms"
                + " \\(of 20 000\\), slower by at least [23]\\d(\\.\\d)? %, tolerance 10 %: fail");
  }

  @Test
  void judge_checkouts_speaksOfCompleted() {
    Arms arms =
        new Arms(checkouts(new Tally(2_000, 800)), checkouts(new Tally(2_000, 1_100)), Map.of());
    assertThat(only(judge(Gates.CHECKOUT, Evidence.of(HALF, arms, false))).sentence())
        .matches(
            "checkout: next 45 % \\(900/2 000\\) vs legacy 60 % \\(1 200/2 000\\), difference at"
                + " least \\d(\\.\\d)?pp, tolerance 1pp: fail");
  }

  /** The example configuration's 1 % for crawlers: what legacy does as badly is no regression. */
  @ParameterizedTest
  @CsvSource({
    "1000, 4,   1000, 60,  FAIL",
    "1000, 60,  1000, 60,  PASS",
    "0,    0,   1000, 60,  FAIL",
    "1000, 4,   1000, 4,   PASS",
    "1000, 4,   10,   0,   HOLD"
  })
  void judge_crawl_isExcusedByLegacy(int legacyAll, int legacyBad, int all, int bad, Says says) {
    Arms arms =
        new Arms(crawls(new Tally(legacyAll, legacyBad)), crawls(new Tally(all, bad)), Map.of());
    assertThat(only(judge(Gates.CRAWL, Evidence.of(HALF, arms, false))).says()).isEqualTo(says);
  }

  @ParameterizedTest
  @CsvSource({"400, 0, PASS", "400, 40, FAIL", "400, 3, PASS", "30, 0, HOLD", "0, 0, HOLD"})
  void judge_parity_bySeverity(int pages, int findings, Says says) {
    Arms arms = new Arms(Arm.NONE, Arm.NONE, Map.of(Severity.CRITICAL, new Tally(pages, findings)));
    assertThat(only(judge(Gates.PARITY, Evidence.of(HALF, arms, false))).says()).isEqualTo(says);
  }

  /** Flagger counts no traffic as failure (#1035); here it is what the operator says. */
  @ParameterizedTest
  @EnumSource
  void judge_noDataWhenTheHoldIsOver_isAsConfigured(OnNoData onNoData) {
    Gate gate = Gates.errors(policy(null, false, onNoData));
    assertThat(only(judge(gate, Evidence.of(HALF, Arms.NONE, false))).says()).isEqualTo(Says.HOLD);
    assertThat(only(judge(gate, Evidence.of(HALF, Arms.NONE, true))).says().name())
        .isEqualTo(onNoData.name());
  }

  /** Only what an operator asks for delays a fail; our own default must not. */
  @ParameterizedTest
  @CsvSource({", FAIL", "40, HOLD", "30, FAIL"})
  void judge_outageInFewSamples_failsUnlessMoreAreAskedFor(
      @Nullable Integer minSamples, Says says) {
    Gate gate = Gates.errors(policy(minSamples, false, OnNoData.HOLD));
    assertThat(only(judge(gate, Evidence.of(TENTH, answers(300, 1, 30, 30), false))).says())
        .isEqualTo(says);
  }

  @ParameterizedTest
  @CsvSource({"2000, 8, false, PASS", "2000, 8, true, HOLD", "200000, 800, true, PASS"})
  void judge_proof_passesOnlyWhenTheWorseIsExcluded(int all, int bad, boolean proof, Says says) {
    Gate gate = Gates.errors(policy(null, proof, OnNoData.HOLD));
    assertThat(only(judge(gate, Evidence.of(HALF, answers(all, bad, all, bad), false))).says())
        .isEqualTo(says);
  }

  @Test
  void judge_stagesOfAGate_isAskedThereOnly() {
    Gate gate =
        Gates.errors(
            new Policy(
                null, false, OnNoData.HOLD, OnFail.ROLLBACK, Share.parse("1%"), List.of(HALF)));
    assertThat(judge(gate, Evidence.of(HALF, Arms.NONE, false))).hasSize(1);
    assertThat(judge(gate, Evidence.of(TENTH, Arms.NONE, false))).isEmpty();
  }

  @Test
  void judge_laterStart_failsWithoutTheHealthyHoursBefore() {
    Arms stage = answers(1_000_000, 5_000, 100_000, 700);
    Later later = new Later(40, Duration.ofMinutes(22), answers(9_000, 45, 1_000, 90));
    Evidence evidence = new Evidence(TENTH, stage, List.of(later), null, false);
    Verdict verdict = only(judge(Gates.ERRORS, evidence));
    assertThat(verdict.says()).isEqualTo(Says.FAIL);
    assertThat(verdict.sentence()).contains("(90/1 000)", ", in the last 22m, ");
  }

  /** Nobody is left in the control: an operator must be able to finish, an outage must be seen. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4; PASS; tolerance 1pp (doubled: legacy as it was in an earlier stage): pass",
        "40; HOLD; outside of it, but without a control nothing is proved: hold",
        "900; FAIL; more than 50pp: fail"
      })
  void judge_everybodyInNext_comparesWithTheEarlierControl(int bad, Says says, String end) {
    Arm reference = answers(10_000, 40, 0, 0).legacy();
    Evidence evidence =
        new Evidence(Share.ALL, answers(0, 0, 1_000, bad), List.of(), reference, false);
    Verdict verdict = only(judge(Gates.ERRORS, evidence));
    assertThat(verdict.says()).isEqualTo(says);
    assertThat(verdict.sentence()).endsWith(end);
  }

  @ParameterizedTest
  @CsvSource({"1000, false, PASS", "10, false, HOLD", "1000, true, HOLD"})
  void judge_everybodyInNextAndNoControlEver_asksForSamples(int all, boolean proof, Says says) {
    Gate gate = Gates.errors(policy(null, proof, OnNoData.HOLD));
    assertThat(only(judge(gate, Evidence.of(Share.ALL, answers(0, 0, all, 0), false))).says())
        .isEqualTo(says);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000, PASS", "1000, 800, HOLD", "100000, 100000, PASS", "3, 9, PASS"})
  void judge_sampleRatio_holdsWhenTheArmsAreNotAlike(int legacy, int next, Says says) {
    Evidence evidence =
        Evidence.of(HALF, new Arms(visitors(legacy, 1), visitors(next, 2), Map.of()), false);
    Verdict verdict = Judge.of(List.of(), 5).judge(evidence).getFirst();
    assertThat(verdict.gate()).isEqualTo("sample-ratio");
    assertThat(verdict.says()).isEqualTo(says);
  }

  @Test
  void judge_inAnotherLocale_saysTheSame() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Evidence evidence = Evidence.of(TENTH, answers(17_950, 71, 2_004, 38), false);
      assertThat(only(judge(Gates.ERRORS, evidence)).sentence()).contains("1.9 % (38/2 004)");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<Verdict> judge(Gate gate, Evidence evidence) {
    return Judge.of(List.of(gate), 5).judge(evidence);
  }

  private static Verdict only(List<Verdict> verdicts) {
    assertThat(verdicts).hasSize(1);
    return verdicts.getFirst();
  }

  private static Policy policy(@Nullable Integer minSamples, boolean proof, OnNoData onNoData) {
    return new Policy(minSamples, proof, onNoData, OnFail.ROLLBACK, Share.parse("1%"), List.of());
  }

  private static Arms answers(int legacyAll, int legacyBad, int all, int bad) {
    return new Arms(
        arm(new Tally(legacyAll, legacyBad), Latencies.NONE),
        arm(new Tally(all, bad), Latencies.NONE),
        Map.of());
  }

  private static Arms arms(Latencies legacy, Latencies next) {
    return new Arms(arm(Tally.NONE, legacy), arm(Tally.NONE, next), Map.of());
  }

  private static Arm arm(Tally answers, Latencies latencies) {
    return new Arm(answers, latencies, Map.of(), Map.of(), Tally.NONE, Visitors.NONE);
  }

  private static Arm checkouts(Tally ended) {
    return new Arm(
        Tally.NONE,
        Latencies.NONE,
        Map.of(Storefront.PIN, ended),
        Map.of(),
        Tally.NONE,
        Visitors.NONE);
  }

  private static Arm crawls(Tally answers) {
    return new Arm(Tally.NONE, Latencies.NONE, Map.of(), Map.of(), answers, Visitors.NONE);
  }

  private static Arm visitors(int count, long seed) {
    VisitorSample sample = new VisitorSample();
    new SplittableRandom(seed).longs(count).forEach(sample::add);
    return new Arm(Tally.NONE, Latencies.NONE, Map.of(), Map.of(), Tally.NONE, sample.snapshot());
  }

  private static Latencies latencies(int count, double factor) {
    SplittableRandom random = new SplittableRandom(count);
    LatencySketch sketch = new LatencySketch();
    for (int i = 0; i < count; i++) {
      sketch.record((long) (factor * 120_000 * Math.exp(0.6 * random.nextGaussian())));
    }
    return sketch.snapshot();
  }
}
