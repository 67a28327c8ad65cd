package dev.crossfade.rollout.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.Phase;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small plans: what they catch, what they miss, and what is said of it. */
class RehearsalTest {
  private static final String GATES =
      """
      gates:
        - errors: { tolerance: 0.5pp }
        - latency: { tolerance: 10% }
        - session: { cookie: sid, tolerance: 0.1pp }
        - parity: { maxShare: 0.5% }
      """;

  @ParameterizedTest
  @CsvSource({
    "ERRORS, errors",
    "SLOW, latency",
    "SESSIONS, session",
    "PARITY, parity",
    "DOWN, errors"
  })
  void play_gateForTheFault_catchesIt(Fault fault, String gate) {
    Report report = Plans.play(Plans.hours(GATES), fault);

    assertThat(report.outcome()).as(report.sentence()).isEqualTo(Outcome.CAUGHT);
    assertThat(report.gotThrough()).isFalse();
    assertThat(alarm(report).gate()).isEqualTo(gate);
    assertThat(report.sentence()).isEqualTo(alarm(report).sentence());
  }

  @Test
  void play_withoutFault_isCarriedOut() {
    Report report = Plans.play(Plans.hours(GATES), Fault.NONE);

    assertThat(report.outcome()).as(report.sentence()).isEqualTo(Outcome.CARRIED_OUT);
    assertThat(report.sentence()).isEqualTo("complete after 3h, and no gate raised an alarm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ERRORS   | no gate watches errors: add - errors: { tolerance: 0.5pp }",
        "SLOW     | no gate watches latency: add - latency: { quantile: p95, tolerance: 10% }",
        "SESSIONS | no gate watches sessions: add - session: { cookie: NAME, tolerance: 0.1pp }",
        "PARITY   | no gate watches parity: add - parity: { severity: critical, maxShare: 0.5% }",
        "DOWN     | no gate watches errors: add - errors: { tolerance: 0.5pp }"
      })
  void play_noGateForTheFault_getsThroughWithAdvice(Fault fault, String advice) {
    Report report = Plans.play(Plans.hours("gates: []"), fault);

    assertThat(report.outcome()).isEqualTo(Outcome.GOT_THROUGH);
    assertThat(report.gotThrough()).isTrue();
    assertThat(report.isGood()).isFalse();
    assertThat(report.alarm()).isNull();
    assertThat(report.state()).isEqualTo(Phase.COMPLETED);
    assertThat(report.sentence()).isEqualTo(advice);
    assertThat(report.visitors()).isPositive();
  }

  @Test
  void play_gateAskedAtAnotherStage_getsThroughAndSaysWhere() {
    Report report =
        Plans.play(
            Plans.hours("gates: [ { errors: { tolerance: 0.5pp, stages: [10%] } } ]"),
            Fault.ERRORS);

    assertThat(report.sentence())
        .isEqualTo(
            "gate errors is asked at 10% only, and the fault began at 50%:"
                + " leave stages out of the gate, and it is asked at all of them");
  }

  @Test
  void play_gateThatToleratesTheFault_getsThroughWithItsSentence() {
    Report report =
        Plans.play(Plans.hours("gates: [ { latency: { tolerance: 90% } } ]"), Fault.SLOW);

    assertThat(report.outcome()).isEqualTo(Outcome.GOT_THROUGH);
    assertThat(report.sentence()).startsWith("a gate looked, and let it pass: latency: next p95 ");
  }

  @Test
  void play_gateThatHolds_isCaughtAndHeld() {
    Report report =
        Plans.play(
            Plans.hours("gates: [ { errors: { tolerance: 0.5pp, onFail: hold } } ]"), Fault.ERRORS);

    assertThat(report.outcome()).isEqualTo(Outcome.CAUGHT);
    assertThat(report.state()).isEqualTo(Phase.HELD);
    assertThat(report.basisPoints()).isEqualTo(5_000);
    assertThat(report.wayBack())
        .isEqualTo(new WayBack(false, 0, 0, Duration.ZERO, true, true, null));
  }

  @Test
  void play_tooFewVisitorsForAGate_isStuckBeforeTheFault() {
    Report report =
        Plans.play(
            Plans.hours("gates: [ { errors: { tolerance: 0.5pp, minSamples: 90000000 } } ]"),
            Fault.ERRORS);

    assertThat(report.outcome()).isEqualTo(Outcome.STUCK);
    assertThat(report.sentence()).contains("gate errors: ").contains("of 90 000 000 samples");
    assertThat(report.basisPoints()).isEqualTo(1_000);
  }

  @Test
  void play_freezeWithoutEnd_neverStarts() {
    Report report =
        Plans.play(Plans.hours("freeze: { dates: [\"2026-01-01 - 2030-12-31\"] }"), Fault.ERRORS);

    assertThat(report.outcome()).isEqualTo(Outcome.STUCK);
    assertThat(report.state()).isEqualTo(Phase.IDLE);
    assertThat(report.stages()).isEmpty();
    assertThat(report.wayBack()).isNull();
    assertThat(report.sentence()).contains("the end of the freeze at ");
  }

  @Test
  void play_everybodyInNext_isHeldBackByAGateThatCannotProve() {
    Config config = Plans.hours("gates: [ { errors: { tolerance: 0.5pp } } ]");

    Report report =
        new Rehearsal(config, "shop", Fault.ERRORS, 20, 1, Plans.MONDAY, Share.ALL).play();

    assertThat(report.outcome()).as(report.sentence()).isEqualTo(Outcome.HELD_BACK);
    assertThat(report.state()).isEqualTo(Phase.RUNNING);
    assertThat(alarm(report).after()).isEqualTo(Duration.ofMinutes(30));
    assertThat(report.sentence()).contains("without a control nothing is proved");
  }

  @Test
  void play_rollbackToPrevious_endsAtTheStageBefore() {
    Report report =
        Plans.play(
            Plans.hours("gates: [ { errors: { tolerance: 0.5pp } } ]\nrollback: { to: previous }"),
            Fault.DOWN);

    assertThat(report.basisPoints()).isEqualTo(1_000);
    assertThat(report.wayBack())
        .isEqualTo(new WayBack(true, 1_000, 1_000, Duration.ZERO, true, true, null));
  }

  @Test
  void play_advanceManual_isAdvancedAndSaidSo() {
    Report report = Plans.play(Plans.hours("advance: manual"), Fault.NONE);

    assertThat(report.outcome()).isEqualTo(Outcome.CARRIED_OUT);
    assertThat(report.notes())
        .containsExactly(
            "advanced by rehearsal as soon as nothing stood against it, as an operator would"
                + " (advance: manual)");
  }

  @Test
  void play_unitAfterAnother_takesThatForComplete() {
    Report report =
        Plans.play(
            Plans.units(
                """
                  - { name: one, match: { path: /one }, send: legacy }
                  - name: two
                    match: { path: /two }
                    rollout: { after: [one], stages: [ { percent: 50%, hold: 1h } ] }
                """),
            Fault.NONE);

    assertThat(report.notes()).containsExactly("taken to be complete (after): one");
    assertThat(report.sentence())
        .isEqualTo("at 50%, the end of its plan, after 1h, and no gate raised an alarm");
  }

  @Test
  void play_planOfOneStage_breaksInIt() {
    Config config =
        Plans.units(
            """
              - name: shop
                match: { path: /** }
                rollout:
                  stages: [ { percent: 50%, hold: 1h } ]
                  gates: [ { errors: { tolerance: 0.5pp } } ]
            """);

    Report report = Plans.play(config, Fault.ERRORS);

    assertThat(report.outcome()).isEqualTo(Outcome.CAUGHT);
    assertThat(report.faultBegan()).isEqualTo(Plans.MONDAY.plus(Duration.ofMinutes(30)));
  }

  @Test
  void play_checkouts_seeAnOutage() {
    Config config =
        Plans.units(
            """
              - name: shop
                match: { path: /** }
                pin: basket
                rollout:
                  stages: [ { percent: 10%, hold: 6h }, { percent: 50%, hold: 12h } ]
                  gates: [ { checkout: { pin: basket, tolerance: 1pp } } ]
            pins:
              basket: { start: [ { path: /cart } ], scope: [shop], end: [ { path: /done } ] }
            """);

    Report report = Plans.play(config, Fault.DOWN);

    assertThat(report.outcome()).as(report.sentence()).isEqualTo(Outcome.CAUGHT);
    assertThat(alarm(report).gate()).isEqualTo("checkout");
  }

  @Test
  void rehearsal_ofWhatIsNotThere_isRefused() {
    Config config = Plans.hours("");

    assertThatThrownBy(() -> Rehearsal.of(config, "blog", Fault.NONE, Plans.MONDAY))
        .hasMessage("unit blog is not defined (expected: a unit with a rollout)");
    assertThatThrownBy(
            () ->
                new Rehearsal(config, "shop", Fault.NONE, 20, 1, Plans.MONDAY, Share.parse("25%")))
        .hasMessage("25% is no stage of unit shop (expected: 10%, 50%, 100%)");
    assertThatThrownBy(() -> new Rehearsal(config, "shop", Fault.NONE, 0, 1, Plans.MONDAY, null))
        .hasMessage("rate: 0.0 (expected: 0.01..1000 requests a second)");
  }

  private static Alarm alarm(Report report) {
    return Objects.requireNonNull(report.alarm(), report.sentence());
  }
}
