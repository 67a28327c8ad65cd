package dev.crossfade.rollout.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.Phase;
import dev.crossfade.rollout.gates.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan that the documentation shows, against everything that is rehearsed by default. */
class ExamplePlanTest {

  /** The demands: so many requests of next, and a minute more than they take at one a second. */
  @ParameterizedTest
  @CsvSource({
    "ERRORS,   errors,  1500",
    "SLOW,     latency, 3000",
    "SESSIONS, session, 4000",
    "PARITY,   parity,  6000",
    "DOWN,     errors,  120"
  })
  void play_fault_isCaughtByItsGateInTime(Fault fault, String gate, long requests) {
    Report report = Plans.play(Plans.example(), fault);

    assertThat(report.outcome()).as(report.sentence()).isEqualTo(Outcome.CAUGHT);
    assertThat(report.state()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(report.basisPoints()).isZero();
    assertThat(report.faultBegan()).isEqualTo(Instant.parse("2026-11-24T18:00:00Z"));
    assertThat(report.faultBasisPoints()).isEqualTo(500);
    assertThat(report.alarm())
        .satisfies(
            alarm -> {
              assertThat(alarm.gate()).isEqualTo(gate);
              assertThat(alarm.basisPoints()).isEqualTo(500);
              assertThat(alarm.sentence()).startsWith(gate + ": next ").endsWith(": fail");
              assertThat(alarm.requests()).isPositive().isLessThan(requests);
              assertThat(alarm.after()).isBetween(Duration.ZERO, Duration.ofSeconds(requests + 60));
              assertThat(alarm.visitors()).isPositive().isLessThanOrEqualTo(alarm.requests());
            });
    assertThat(report.stages()).extracting(StageRun::stage).containsExactly(1, 2);
  }

  @Test
  void play_withoutFault_isCarriedOutThroughTheFreeze() {
    Report report = Plans.play(Plans.example(), Fault.NONE);

    assertThat(report.outcome()).as(report.sentence()).isEqualTo(Outcome.CARRIED_OUT);
    assertThat(report.state()).isEqualTo(Phase.COMPLETED);
    assertThat(report.faultBegan()).isNull();
    assertThat(report.alarm()).isNull();
    assertThat(report.stages())
        .extracting(StageRun::basisPoints)
        .containsExactly(100, 500, 2_500, 5_000, 10_000);
    // 50% holds from Friday 06:00 UTC, before the freeze, to Sunday; Monday 08:00 in Kolkata thaws.
    assertThat(report.stages())
        .extracting(StageRun::frozen)
        .containsExactly(
            Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.parse("PT20H30M"), Duration.ZERO);
    assertThat(report.stages())
        .allSatisfy(
            stage ->
                assertThat(stage.verdicts())
                    .isNotEmpty()
                    .extracting(Verdict::says)
                    .containsOnly(Verdict.Says.PASS));
    assertThat(report.stages().getLast().verdicts())
        .extracting(Verdict::sentence)
        .contains("stock: not asked in a rehearsal: pass")
        .anyMatch(sentence -> sentence.startsWith("signoff: approved by rehearsal at "));
    assertThat(report.sentence())
        .isEqualTo(
            "complete after 13d20h30m, frozen for 20h30m of it, and no gate raised an alarm");
    assertThat(report.notes())
        .containsExactly(
            "taken to pass, not asked: lag, incidents, stock",
            "approved by rehearsal as soon as asked: signoff");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void play_twice_reportsTheSame(Fault fault) {
    Report first = Plans.play(Plans.example(), fault);
    Report second = Plans.play(Plans.example(), fault);

    assertThat(second.stages()).isEqualTo(first.stages());
    assertThat(second.alarm()).isEqualTo(first.alarm());
    assertThat(second.sentence()).isEqualTo(first.sentence());
    assertThat(second.requests()).isEqualTo(first.requests());
  }

  /** Whatever the weekday: what is drawn depends on where freezes fall. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void play_onAnyDay_isGood(int days) {
    for (Fault fault : Fault.values()) {
      Instant start = Plans.MONDAY.plus(Duration.ofDays(days));

      Report report = Rehearsal.of(Plans.example(), "catalog", fault, start).play();

      assertThat(report.isGood()).as("%s: %s", fault, report.sentence()).isTrue();
      assertThat(report.wayBack()).satisfies(back -> assertThat(back.holds()).isTrue());
    }
  }

  @Test
  void play_startInAFreeze_waitsForItsEnd() {
    Instant holidays = Instant.parse("2026-12-19T10:00:00Z");

    Report report = Rehearsal.of(Plans.example(), "catalog", Fault.DOWN, holidays).play();

    assertThat(report.stages().getFirst().entered())
        .isEqualTo(Instant.parse("2027-01-04T18:30:00Z"));
    assertThat(report.notes())
        .contains("it was frozen until 2027-01-04T18:30:00Z before it could start");
    assertThat(report.outcome()).isEqualTo(Outcome.CAUGHT);
  }
}
