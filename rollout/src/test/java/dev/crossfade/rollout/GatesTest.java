package dev.crossfade.rollout;

import static dev.crossfade.rollout.TestGateway.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What verdicts do to a rollout. */
class GatesTest {
  private final TestGateway gateway = new TestGateway();

  @Test
  void tick_gateFails_rollsBackAtOnceInTheNameOfTheGate() {
    gateway.start();
    gateway.gates.put("errors", Says.FAIL);

    gateway.pass(Duration.ofMinutes(1));

    assertThat(gateway.state()).isEqualTo("rolled-back 0");
    Transition last = gateway.moves.getLast();
    assertThat(last.actor()).isEqualTo("gate:errors");
    assertThat(last.reason()).isEqualTo("errors: says FAIL");
    assertThat(gateway.shown().evictBefore()).isEqualTo(last.at().toEpochMilli());
  }

  @Test
  void tick_gateFailsWhileHeldAndFrozen_rollsBack() {
    gateway.ticker.pass(Duration.ofHours(47));
    gateway.start();
    gateway.hold();
    gateway.pass(Duration.ofHours(10));
    gateway.gates.put("errors", Says.FAIL);

    gateway.pass(Duration.ofMinutes(1));

    assertThat(gateway.state()).isEqualTo("rolled-back 0");
  }

  /** argo-rollouts#1411: a failed analysis that later turned successful. */
  @Test
  void tick_failedGatePassesAgain_staysFailedUntilResumed() {
    gateway.start();
    gateway.gates.put("latency", Says.FAIL);
    gateway.pass(Duration.ofMinutes(1));
    assertThat(gateway.state()).isEqualTo("held 100");

    gateway.gates.put("latency", Says.PASS);
    gateway.pass(Duration.ofHours(2));
    gateway.restart(Duration.ofHours(2));
    gateway.rollouts.tick();

    assertThat(gateway.state()).isEqualTo("held 100");
    assertThat(gateway.view().verdicts())
        .filteredOn(verdict -> verdict.says() == Says.FAIL)
        .extracting(Verdict::sentence)
        .containsExactly("latency: says FAIL (it counts as failed until somebody resumes)");
    gateway.resume();
    gateway.pass(Duration.ofMinutes(1));
    assertThat(gateway.state()).isEqualTo("running 2500");
  }

  @Test
  void resume_gateStillFails_isHeldAgain() {
    gateway.start();
    gateway.gates.put("latency", Says.FAIL);
    gateway.pass(Duration.ofMinutes(1));

    gateway.resume();
    gateway.pass(Duration.ofMinutes(5));

    assertThat(gateway.state()).isEqualTo("held 100");
    assertThat(gateway.moves).hasSize(4); // start, hold, resume, hold
  }

  @Test
  void tick_gateHoldsOrIsSilentOrBoardThrows_waitsAndSaysWhy() {
    gateway.start();
    gateway.gates.put("errors", Says.HOLD);
    gateway.pass(Duration.ofHours(2));
    assertThat(gateway.view().waitsFor()).containsExactly("gate errors: says HOLD");

    gateway.gates.remove("errors");
    gateway.pass(Duration.ofMinutes(1));
    assertThat(gateway.view().waitsFor()).containsExactly("gate errors: says nothing yet");

    gateway.boardFails = "out of memory";
    gateway.pass(Duration.ofMinutes(1));
    assertThat(gateway.view().waitsFor())
        .containsExactly(
            "gate errors: could not be asked: java.lang.IllegalStateException: out of memory",
            "gate latency: could not be asked: java.lang.IllegalStateException: out of memory");
    assertThat(gateway.state()).isEqualTo("running 100");
  }

  @Test
  void tick_armsAreNotAlike_waitsThoughNoPlanAsksForIt() {
    gateway.start();
    gateway.gates.put("sample-ratio", Says.HOLD);
    gateway.pass(Duration.ofHours(2));

    assertThat(gateway.state()).isEqualTo("running 100");
    assertThat(gateway.view().waitsFor()).containsExactly("gate sample-ratio: says HOLD");

    gateway.gates.put("sample-ratio", Says.PASS);
    gateway.pass(Duration.ofMinutes(1));

    assertThat(gateway.state()).isEqualTo("running 2500");
  }

  @Test
  void approve_manualGate_letsItPassForThisRunOnly() {
    gateway.start();
    gateway.force("100%");
    gateway.pass(Duration.ofHours(4));
    assertThat(gateway.view().waitsFor())
        .containsExactly("gate signoff: waits for somebody to approve it");

    gateway.approve();
    assertThat(gateway.view().verdicts().getLast().sentence())
        .isEqualTo("signoff: approved by finn at 2026-11-18T16:00:00Z: audited");
    assertThat(refusal(gateway.approve())).contains("was approved already, by finn at");
    gateway.restart(Duration.ZERO);
    gateway.pass(Duration.ofMinutes(1));
    assertThat(gateway.state()).isEqualTo("completed 10000");

    gateway.rollback(null);
    gateway.start();
    gateway.force("100%");
    assertThat(gateway.view().verdicts().getLast().says()).isEqualTo(Says.HOLD);
  }

  @Test
  void force_withoutReason_isRefused() {
    gateway.start();

    assertThat(refusal(gateway.rollouts.advance("catalog", "ana", " ", null, true)))
        .isEqualTo("catalog: force overrides gates, holds and freezes (expected: a reason)");
  }

  @Test
  void force_overAHoldingGate_goesOnAndTheJournalSaysWhatWasOverridden() {
    gateway.start();
    gateway.gates.put("errors", Says.HOLD);

    gateway.force(null);

    assertThat(gateway.state()).isEqualTo("running 2500");
    assertThat(gateway.journal.last("rollout", "catalog").orElseThrow().body().path("overrode"))
        .hasToString(
            "[\"the end of its hold of 1h at 2026-11-18T13:00:00Z\",\"gate errors: says HOLD\"]");
  }

  @Test
  void tick_rolledBackToPreviousAndGateStillFails_goesToZero() {
    gateway.start();
    gateway.force("25%");
    gateway.rollback("previous");
    gateway.pass(Duration.ofMinutes(1));
    assertThat(gateway.state()).isEqualTo("rolled-back 100");
    gateway.gates.put("errors", Says.FAIL);

    gateway.pass(Duration.ofMinutes(1));

    assertThat(gateway.state()).isEqualTo("rolled-back 0");
  }
}
