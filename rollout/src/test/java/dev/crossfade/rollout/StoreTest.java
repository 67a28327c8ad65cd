package dev.crossfade.rollout;

import static dev.crossfade.rollout.TestGateway.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A journal that fails, in each transition: more exposure waits for it, less exposure does not, and
 * what is known stays in effect.
 */
class StoreTest {
  private final TestGateway gateway = new TestGateway();

  @Test
  void start_journalFails_isRefusedAndExposesNobody() {
    gateway.testJournal().fail("no space left");

    assertThat(refusal(gateway.start()))
        .isEqualTo("catalog: no step is taken while the journal fails: no space left");

    assertThat(gateway.state()).isEqualTo("idle 0");
    assertThat(gateway.told).containsExactly("catalog 0");
    assertThat(gateway.view().storeProblem()).isEqualTo("no space left");
  }

  @Test
  void tick_journalFails_takesNoStageSaysSoAndGoesOnLater() {
    gateway.start();
    gateway.testJournal().fail("no space left");

    gateway.pass(Duration.ofHours(3));

    assertThat(gateway.state()).isEqualTo("running 100");
    assertThat(gateway.view().waitsFor())
        .containsExactly("the journal to take entries: no space left");
    assertThat(gateway.view().durable()).isTrue();
    gateway.testJournal().fail(null);
    gateway.pass(Duration.ofMinutes(1));
    assertThat(gateway.state()).isEqualTo("running 2500");
    assertThat(gateway.view().storeProblem()).isNull();
  }

  @Test
  void advanceResumeApprove_journalFails_areRefused() {
    gateway.start();
    gateway.force("100%");
    gateway.hold();
    gateway.testJournal().fail("no space left");

    for (Answer answer : List.of(gateway.force(null), gateway.resume(), gateway.approve())) {
      assertThat(refusal(answer))
          .isEqualTo("catalog: no step is taken while the journal fails: no space left");
    }
    assertThat(gateway.state()).isEqualTo("held 10000");
  }

  @Test
  void rollback_journalFails_isInEffectAtOnceAndWrittenLater() {
    gateway.start();
    gateway.force("25%");
    long entries = gateway.journal.lastSeq();
    gateway.testJournal().fail("no space left");

    assertThat(refusal(gateway.rollback(null))).isEqualTo("moved to rolled-back 0");

    assertThat(gateway.state()).isEqualTo("rolled-back 0");
    assertThat(gateway.view().durable()).isFalse();
    assertThat(gateway.view().waitsFor().getFirst())
        .isEqualTo("the journal to take what is in effect already: no space left");
    assertThat(refusal(gateway.start()))
        .isEqualTo(
            "catalog: its last rollback is in effect but not in the journal yet: no space left");
    gateway.pass(Duration.ofMinutes(3));
    assertThat(gateway.view().durable()).isFalse();

    gateway.testJournal().fail(null);
    gateway.pass(Duration.ofMinutes(1));

    assertThat(gateway.view().durable()).isTrue();
    assertThat(gateway.journal.lastSeq()).isEqualTo(entries + 1);
    assertThat(gateway.moves).filteredOn(m -> m.kind() == Transition.Kind.ROLLBACK).hasSize(1);
    gateway.restart(Duration.ZERO);
    assertThat(gateway.state()).isEqualTo("rolled-back 0");
  }

  @Test
  void holdAndAbort_journalFails_areInEffectAtOnce() {
    gateway.start();
    gateway.testJournal().fail("no space left");

    assertThat(refusal(gateway.hold())).isEqualTo("moved to held 100");
    gateway.pass(Duration.ofHours(5));
    assertThat(gateway.state()).isEqualTo("held 100");
    assertThat(refusal(gateway.abort())).isEqualTo("moved to aborted 0");

    gateway.testJournal().fail(null);
    gateway.rollouts.tick();
    gateway.restart(Duration.ZERO);
    assertThat(gateway.state()).isEqualTo("aborted 0");
  }

  @Test
  void rollback_toPreviousAndThenFurther_journalFails_writesTheLast() {
    gateway.start();
    gateway.force("25%");
    gateway.testJournal().fail("no space left");
    gateway.rollback("previous");
    assertThat(gateway.state()).isEqualTo("rolled-back 100");

    assertThat(refusal(gateway.rollback(null))).isEqualTo("moved to rolled-back 0");

    gateway.testJournal().fail(null);
    gateway.rollouts.tick();
    gateway.restart(Duration.ZERO);
    assertThat(gateway.state()).isEqualTo("rolled-back 0");
  }

  /** The writer gets an error, and yet the entry is there: it counts, and only once. */
  @Test
  void advance_answerLost_isTakenUpOnceAtTheNextTick() {
    gateway.start();
    gateway.testJournal().loseAnswers(true);

    assertThat(refusal(gateway.force(null))).endsWith("timed out");
    assertThat(gateway.state()).isEqualTo("running 100");
    gateway.rollouts.tick();

    assertThat(gateway.state()).isEqualTo("running 2500");
    assertThat(gateway.journal.lastSeq()).isEqualTo(2);
  }

  @Test
  void rollback_answerLost_isWrittenOnce() {
    gateway.start();
    gateway.testJournal().loseAnswers(true);

    gateway.rollback(null);
    gateway.rollouts.tick();

    assertThat(gateway.state()).isEqualTo("rolled-back 0");
    assertThat(gateway.view().durable()).isTrue();
    assertThat(gateway.journal.lastSeq()).isEqualTo(2);
  }
}
