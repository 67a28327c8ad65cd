package dev.crossfade.rollout;

import static dev.crossfade.rollout.TestGateway.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.gates.Verdict.Says;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every order in every state: where it leads, or the sentence that refuses it. */
class TransitionsTest {
  private static final Map<String, Consumer<TestGateway>> STATES =
      Map.of(
          "idle", _ -> {},
          "running", TransitionsTest::toRunning,
          "held", TransitionsTest::toHeld,
          "completed", TransitionsTest::toCompleted,
          "rolled-back", TransitionsTest::toRolledBack,
          "previous", TransitionsTest::toPrevious,
          "aborted", TransitionsTest::toAborted);

  private static final Map<String, Function<TestGateway, Answer>> ORDERS =
      Map.of(
          "start", TestGateway::start,
          "advance", TestGateway::advance,
          "force", gateway -> gateway.force(null),
          "hold", TestGateway::hold,
          "resume", TestGateway::resume,
          "rollback", gateway -> gateway.rollback(null),
          "abort", TestGateway::abort,
          "approve", TestGateway::approve);

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("table")
  void order_inState_movesOrIsRefused(String state, String order, String outcome) {
    TestGateway gateway = new TestGateway();
    STATES.get(state).accept(gateway);
    String before = gateway.state();
    long entries = gateway.journal.lastSeq();

    Answer answer = ORDERS.get(order).apply(gateway);

    assertThat(refusal(answer)).isEqualTo(outcome);
    boolean moved = answer instanceof Answer.Moved;
    assertThat(gateway.journal.lastSeq()).isEqualTo(moved ? entries + 1 : entries);
    assertThat(moved ? "moved to " + gateway.state() : gateway.state())
        .isEqualTo(moved ? outcome : before);
  }

  static Stream<Arguments> table() {
    return Stream.of(
            // in idle
            "idle|start|moved to running 100",
            "idle|advance|catalog: it was not started (expected: start)",
            "idle|force|catalog: it was not started (expected: start)",
            "idle|hold|catalog: it is idle (expected: running or held, to hold it)",
            "idle|resume|catalog: it is idle (expected: running or held, to resume it)",
            "idle|rollback|catalog: it was not started: legacy serves the unit",
            "idle|abort|catalog: it is idle (expected: running or held, to abort it)",
            "idle|approve|catalog: it is idle (expected: running or held, to approve it)",
            // in running, at 25 %, for an hour of two
            "running|start|catalog: it is running already, at 25%",
            "running|advance|catalog: it waits for the end of its hold of 2h at"
                + " 2026-11-18T15:00:00Z",
            "running|force|moved to running 10000",
            "running|hold|moved to held 2500",
            "running|resume|catalog: it is not held: it is running at 25%",
            "running|rollback|moved to rolled-back 0",
            "running|abort|moved to aborted 0",
            "running|approve|catalog: gate \"signoff\" takes no approval at 25% (no gate does)",
            // in held, at 25 %
            "held|start|catalog: it is held at 25% (expected: resume, or abort first)",
            "held|advance|catalog: it waits for somebody to resume it: held by ana at"
                + " 2026-11-18T14:00:00Z: lunch; for the end of its hold of 2h at"
                + " 2026-11-18T15:00:00Z",
            "held|force|moved to running 10000",
            "held|hold|catalog: it is held already, by ana at 2026-11-18T14:00:00Z: lunch",
            "held|resume|moved to running 2500",
            "held|rollback|moved to rolled-back 0",
            "held|abort|moved to aborted 0",
            "held|approve|catalog: gate \"signoff\" takes no approval at 25% (no gate does)",
            // in completed
            "completed|start|catalog: it is complete since 2026-11-18T18:00:00Z: nothing is left",
            "completed|advance|catalog: it is complete: nothing is left",
            "completed|force|catalog: it is complete: nothing is left",
            "completed|hold|catalog: it is completed (expected: running or held, to hold it)",
            "completed|resume|catalog: it is completed (expected: running or held, to resume it)",
            "completed|rollback|moved to rolled-back 0",
            "completed|abort|catalog: it is completed (expected: running or held, to abort it)",
            "completed|approve|catalog: it is completed (expected: running or held, to approve it)",
            // in rolled-back, at 0 %
            "rolled-back|start|moved to running 100",
            "rolled-back|advance|catalog: it was rolled back to 0% (expected: start)",
            "rolled-back|force|catalog: it was rolled back to 0% (expected: start)",
            "rolled-back|hold|catalog: it is rolled-back (expected: running or held, to hold it)",
            "rolled-back|resume|catalog: it is rolled-back (expected: running or held, to resume"
                + " it)",
            "rolled-back|rollback|catalog: it was rolled back to 0% already, at"
                + " 2026-11-18T14:00:00Z: legacy serves the unit",
            "rolled-back|abort|catalog: it is rolled-back (expected: running or held, to abort it)",
            "rolled-back|approve|catalog: it is rolled-back (expected: running or held, to approve"
                + " it)",
            // rolled back to the stage before, 1 %
            "previous|start|moved to running 100",
            "previous|advance|catalog: it was rolled back to 1% (expected: start)",
            "previous|force|catalog: it was rolled back to 1% (expected: start)",
            "previous|rollback|moved to rolled-back 0",
            "previous|abort|catalog: it is rolled-back (expected: running or held, to abort it)",
            // in aborted
            "aborted|start|moved to running 100",
            "aborted|advance|catalog: it was aborted (expected: start)",
            "aborted|force|catalog: it was aborted (expected: start)",
            "aborted|hold|catalog: it is aborted (expected: running or held, to hold it)",
            "aborted|resume|catalog: it is aborted (expected: running or held, to resume it)",
            "aborted|rollback|catalog: it was aborted: legacy serves the unit already",
            "aborted|abort|catalog: it is aborted (expected: running or held, to abort it)",
            "aborted|approve|catalog: it is aborted (expected: running or held, to approve it)")
        .map(row -> Arguments.of((Object[]) row.split("\\|")));
  }

  @ParameterizedTest(name = "advance to {0}, force {1}")
  @MethodSource("advances")
  void advance_toAStage_goesAheadOnly(String to, boolean force, String outcome) {
    TestGateway gateway = new TestGateway();
    gateway.start();
    gateway.ticker.pass(Duration.ofHours(1));

    Answer answer = gateway.rollouts.advance("catalog", "ana", "on", to, force);

    assertThat(refusal(answer)).isEqualTo(outcome);
  }

  static List<Arguments> advances() {
    return List.of(
        Arguments.of("25%", false, "moved to running 2500"),
        Arguments.of("25.0%", false, "moved to running 2500"),
        Arguments.of(
            "100%", false, "catalog: it waits for the stages before that one: it would skip 25%"),
        Arguments.of("100%", true, "moved to running 10000"),
        Arguments.of("1%", true, "catalog: to: \"1%\" is not ahead of 1% (to lower it: rollback)"),
        Arguments.of("30%", true, "catalog: to: \"30%\" is no stage (expected: one of 25%, 100%)"),
        Arguments.of(
            "many", true, "catalog: to: \"many\" is no stage (expected: one of 25%, 100%)"));
  }

  @ParameterizedTest(name = "rollback to {0}")
  @MethodSource("rollbacks")
  void rollback_to_goesBackOnly(String to, String outcome) {
    TestGateway gateway = new TestGateway();
    toRunning(gateway);

    assertThat(refusal(gateway.rollback(to))).isEqualTo(outcome);
  }

  static List<Arguments> rollbacks() {
    String expected = " (expected: 0%, previous or a stage below 25%)";
    return List.of(
        Arguments.of("0%", "moved to rolled-back 0"),
        Arguments.of("previous", "moved to rolled-back 100"),
        Arguments.of("1.00%", "moved to rolled-back 100"),
        Arguments.of("2%", "catalog: to: \"2%\"" + expected),
        Arguments.of("25%", "catalog: to: \"25%\"" + expected),
        Arguments.of("100%", "catalog: to: \"100%\"" + expected),
        Arguments.of("back", "catalog: to: \"back\"" + expected));
  }

  private static void toRunning(TestGateway gateway) {
    gateway.start();
    gateway.ticker.pass(Duration.ofHours(1));
    gateway.rollouts.tick();
    gateway.ticker.pass(Duration.ofHours(1));
    gateway.rollouts.tick();
    assertThat(gateway.state()).isEqualTo("running 2500");
  }

  private static void toHeld(TestGateway gateway) {
    toRunning(gateway);
    gateway.hold();
  }

  private static void toCompleted(TestGateway gateway) {
    toRunning(gateway);
    gateway.gates.put("signoff", Says.PASS); // the board has no say in it
    gateway.ticker.pass(Duration.ofHours(1));
    gateway.rollouts.tick();
    gateway.approve();
    gateway.ticker.pass(Duration.ofHours(3));
    gateway.rollouts.tick();
    assertThat(gateway.state()).isEqualTo("completed 10000");
  }

  private static void toRolledBack(TestGateway gateway) {
    toRunning(gateway);
    gateway.rollback(null);
  }

  private static void toPrevious(TestGateway gateway) {
    toRunning(gateway);
    gateway.rollback("previous");
    assertThat(gateway.state()).isEqualTo("rolled-back 100");
  }

  private static void toAborted(TestGateway gateway) {
    toRunning(gateway);
    gateway.abort();
  }
}
