package dev.crossfade.rollout;

import static dev.crossfade.rollout.TestGateway.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.Transition.Kind;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two gateways over one journal, and two hands on one rollout. */
class FleetTest {
  private final TestTicker ticker = new TestTicker(TestGateway.NOON);
  private final TestJournal journal = new TestJournal();
  private final TestGateway one =
      new TestGateway(ticker, journal, TestGateway.config(TestGateway.PLAN));
  private final TestGateway two =
      new TestGateway(ticker, journal, TestGateway.config(TestGateway.PLAN));

  @Test
  void tick_otherGatewayMoved_followsIt() {
    one.start();

    two.rollouts.tick();

    assertThat(two.state()).isEqualTo("running 100");
    assertThat(two.moves.getLast().here()).isFalse();
    assertThat(two.view().lastBy()).isEqualTo("ana");
    assertThat(two.view().holdsUntil()).isEqualTo(one.view().holdsUntil());
  }

  @Test
  void tick_bothAtOnce_onlyOneAdvances() {
    one.start();
    two.rollouts.tick();
    ticker.pass(Duration.ofHours(1));
    journal.beforeNextAppend(() -> two.rollouts.tick());

    one.rollouts.tick(); // decides, and then two is faster

    assertThat(journal.lastSeq()).isEqualTo(2);
    assertThat(one.state()).isEqualTo("running 2500");
    assertThat(two.state()).isEqualTo("running 2500");
    one.rollouts.tick();
    two.rollouts.tick();
    assertThat(journal.lastSeq()).isEqualTo(2);
  }

  @Test
  void tick_moveIsDueAtOneThatDoesNotLead_isMadeByTheOneThatDoes() {
    two.role = Role.FOLLOWER;
    one.start();
    two.rollouts.tick();
    ticker.pass(Duration.ofHours(1));

    two.rollouts.tick();
    assertThat(two.state()).isEqualTo("running 100");
    one.rollouts.tick();
    two.rollouts.tick();

    assertThat(two.state()).isEqualTo("running 2500");
    assertThat(two.moves.getLast().here()).isFalse();
  }

  @Test
  void tick_gateFailsAtOneThatDoesNotLead_leavesItToTheOneThatDoes() {
    two.role = Role.FOLLOWER;
    one.start();
    two.rollouts.tick();
    two.gates.put("errors", Says.FAIL);

    two.rollouts.tick();

    assertThat(two.state()).isEqualTo("running 100");
  }

  @Test
  void tick_gateFailsWhileTheJournalDoes_goesBackAtOnceAndTellsTheOthersLater() {
    two.role = Role.FOLLOWER;
    one.start();
    two.rollouts.tick();
    two.gates.put("errors", Says.FAIL);
    journal.fail("no route to host");
    two.role = Role.CUT_OFF;

    two.rollouts.tick();
    assertThat(two.state()).isEqualTo("rolled-back 0");
    assertThat(one.state()).isEqualTo("running 100");
    journal.fail(null);
    two.rollouts.tick();
    one.rollouts.tick();

    assertThat(one.state()).isEqualTo("rolled-back 0");
  }

  @Test
  void tick_stageIsOverAndOthersCannotBeReached_waits() {
    one.role = Role.CUT_OFF;
    one.start();
    ticker.pass(Duration.ofHours(1));

    one.rollouts.tick();

    assertThat(one.state()).isEqualTo("running 100");
  }

  @Test
  void order_atOneThatDoesNotLead_isCarriedOutThere() {
    two.role = Role.FOLLOWER;
    one.start();
    two.rollouts.tick();

    assertThat(refusal(two.rollback(null))).isEqualTo("moved to rolled-back 0");

    one.rollouts.tick();
    assertThat(one.state()).isEqualTo("rolled-back 0");
  }

  @Test
  void resume_atOneGateway_hasEveryGatewayAskForEvidenceFromThenOn() {
    one.start();
    one.hold();
    two.rollouts.tick();
    two.rollouts.tick(); // asks
    StageView before = two.askedAbout.getLast();

    one.resume();
    two.rollouts.tick(); // follows
    two.rollouts.tick(); // asks

    assertThat(two.askedAbout.getLast().isSameStage(before)).isFalse();
  }

  /** The leader asks its gates, and then reads that somebody has seen what they say. */
  @Test
  void resume_atOneThatDoesNotLead_isNotUndoneByWhatGatesSaidBefore() {
    two.role = Role.FOLLOWER;
    one.start();
    one.gates.put("latency", Says.FAIL);
    one.rollouts.tick();
    two.rollouts.tick();
    assertThat(two.state()).isEqualTo("held 100");

    two.resume();
    one.rollouts.tick();

    assertThat(one.state()).isEqualTo("running 100");
  }

  @Test
  void version_changesWithEachMove_andIsTheSameOnEveryGatewayAndAfterARestart() {
    String idle = one.view().version();
    one.start();
    String running = one.view().version();
    two.rollouts.tick();

    assertThat(running).isNotEqualTo(idle).matches("[0-9a-f]{16}");
    assertThat(two.view().version()).isEqualTo(running);
    assertThat(
            new TestGateway(ticker, journal, TestGateway.config(TestGateway.PLAN)).view().version())
        .isEqualTo(running);
    one.hold();
    String held = one.view().version();
    one.resume();
    assertThat(one.view().version()).isNotIn(idle, running, held);
  }

  @Test
  void order_onAVersionThatIsGone_changesNothing() {
    one.start();
    String seen = one.view().version();
    one.hold();

    Answer late = one.rollouts.onlyIf(seen::equals).rollback("catalog", "bo", "late", null);

    assertThat(refusal(late)).isEqualTo("stale: held 100");
    assertThat(one.state()).isEqualTo("held 100");
    String now = one.view().version();
    assertThat(refusal(one.rollouts.onlyIf(now::equals).rollback("catalog", "bo", "on it", null)))
        .isEqualTo("moved to rolled-back 0");
  }

  /** Both look, both order: one is first, also where the two are different processes. */
  @Test
  void order_otherGatewayIsFaster_isStale() {
    one.start();
    two.rollouts.tick();
    String seen = one.view().version();
    journal.beforeNextAppend(() -> two.hold());

    Answer late = one.rollouts.onlyIf(seen::equals).advance("catalog", "ana", "now", null, true);

    assertThat(refusal(late)).isEqualTo("stale: held 100");
    assertThat(one.told).doesNotContain("catalog 2500");
  }

  @Test
  void order_manyAtOnceOnOneVersion_oneIsCarriedOut() throws Exception {
    one.start();
    String seen = one.view().version();
    List<Callable<Answer>> orders =
        Collections.nCopies(
            8, () -> one.rollouts.onlyIf(seen::equals).hold("catalog", "ana", "wait"));

    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> answer : threads.invokeAll(orders)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).filteredOn(Answer.Moved.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Answer.Stale.class::isInstance).hasSize(7);
  }

  @Test
  void advance_otherGatewayRolledBackMeanwhile_isDecidedAgainAndRefused() {
    one.start();
    two.rollouts.tick();
    journal.beforeNextAppend(() -> two.rollback(null));

    assertThat(refusal(one.force(null)))
        .isEqualTo("catalog: it was rolled back to 0% (expected: start)");

    assertThat(one.state()).isEqualTo("rolled-back 0");
    assertThat(one.told).doesNotContain("catalog 2500");
  }

  @Test
  void rollback_otherGatewayAdvancedMeanwhile_stillRollsBackAndNeverExposesMore() {
    one.start();
    one.force("25%");
    two.rollouts.tick();
    journal.beforeNextAppend(() -> two.force("100%"));

    assertThat(refusal(one.rollback("previous"))).isEqualTo("moved to rolled-back 100");

    assertThat(one.told).containsExactly("catalog 0", "catalog 100", "catalog 2500", "catalog 100");
    two.rollouts.tick();
    assertThat(two.state()).isEqualTo("rolled-back 100");
  }

  @Test
  void rollback_journalFailsAndOtherGatewayRolledBackToo_isOneRollback() {
    one.start();
    two.rollouts.tick();
    journal.fail("no route to host");
    one.rollback(null);
    journal.fail(null);
    two.rollback(null);

    one.rollouts.tick();

    assertThat(one.view().durable()).isTrue();
    assertThat(journal.lastSeq()).isEqualTo(2);
  }

  @Test
  void advance_somethingElseIsWrittenMeanwhile_isTriedAgain() {
    one.start();
    journal.beforeNextAppend(
        () ->
            journal.append(
                new dev.crossfade.rollout.journal.Draft(
                    "ana",
                    "config",
                    "x",
                    "",
                    tools.jackson.databind.node.JsonNodeFactory.instance.objectNode())));

    assertThat(refusal(one.force(null))).isEqualTo("moved to running 2500");
  }

  @Test
  void rollback_operatorAndGateAtOnce_isOneRollback() {
    one.start();
    one.gates.put("errors", Says.FAIL);

    one.rollback(null);
    one.rollouts.tick();

    assertThat(one.moves).extracting(Transition::kind).containsExactly(Kind.START, Kind.ROLLBACK);
    assertThat(one.moves).allMatch(Transition::durable);
  }

  @Test
  void orders_manyThreads_areOneAfterTheOther() throws InterruptedException {
    one.start();
    Runnable holds =
        () -> {
          for (int i = 0; i < 200; i++) {
            one.hold();
            one.resume();
          }
        };
    Thread first = Thread.ofVirtual().start(holds);
    Thread second = Thread.ofVirtual().start(holds);
    first.join();
    second.join();

    for (int i = 1; i < one.moves.size(); i++) {
      assertThat(one.moves.get(i).from()).isEqualTo(one.moves.get(i - 1).to());
    }
    assertThat(one.moves).hasSize((int) journal.lastSeq());
  }
}
