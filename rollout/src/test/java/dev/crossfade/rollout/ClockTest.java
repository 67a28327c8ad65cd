package dev.crossfade.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds and freezes when clocks jump and processes come and go. */
class ClockTest {
  private final TestGateway gateway = new TestGateway();

  @ParameterizedTest(name = "stepped by {0} days")
  @ValueSource(ints = {-400, -1, 1, 400})
  void tick_clockStepped_holdsNeitherShorterNorLonger(int days) {
    gateway.start();
    gateway.pass(Duration.ofMinutes(30));

    gateway.ticker.step(Duration.ofDays(days));

    gateway.pass(Duration.ofMinutes(29));
    assertThat(gateway.state()).isEqualTo("running 100");
    assertThat(gateway.view().holdsUntil())
        .isEqualTo(gateway.ticker.wall().plus(Duration.ofMinutes(1)));
    gateway.pass(Duration.ofMinutes(1));
    assertThat(gateway.state()).isEqualTo("running 2500");
    gateway.pass(Duration.ofMinutes(119));
    assertThat(gateway.state()).isEqualTo("running 2500");
  }

  @Test
  void tick_afterRestart_goesOnWithTheHold() {
    gateway.start();
    gateway.pass(Duration.ofMinutes(30));
    RolloutView before = gateway.view();

    gateway.restart(Duration.ofMinutes(20));

    assertThat(gateway.view().holdsUntil()).isEqualTo(before.holdsUntil());
    gateway.pass(Duration.ofMinutes(9));
    assertThat(gateway.state()).isEqualTo("running 100");
    gateway.pass(Duration.ofMinutes(1));
    assertThat(gateway.state()).isEqualTo("running 2500");
  }

  @Test
  void tick_restartedAfterManyHolds_makesOneStepAndHoldsAnew() {
    gateway.start();

    gateway.restart(Duration.ofHours(30));
    gateway.pass(Duration.ofMinutes(60));

    assertThat(gateway.state()).isEqualTo("running 2500");
    assertThat(gateway.moves).hasSize(2);
  }

  /** The clock is behind when the process begins: the hold is served again, never skipped. */
  @Test
  void tick_restartedWithTheClockBehind_servesTheWholeHold() {
    gateway.start();
    gateway.pass(Duration.ofMinutes(50));
    gateway.ticker.step(Duration.ofDays(-1));

    gateway.restart(Duration.ZERO);

    gateway.pass(Duration.ofMinutes(59));
    assertThat(gateway.state()).isEqualTo("running 100");
    gateway.pass(Duration.ofMinutes(1));
    assertThat(gateway.state()).isEqualTo("running 2500");
  }

  @Test
  void tick_inAFreeze_waitsForItsEnd() {
    gateway.ticker.pass(Duration.ofHours(47).plusMinutes(30)); // Friday, 11:30
    gateway.start();

    gateway.pass(Duration.ofHours(60));

    assertThat(gateway.state()).isEqualTo("running 100");
    assertThat(gateway.view().frozenUntil()).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
    assertThat(gateway.view().waitsFor())
        .containsExactly("the end of the freeze at 2026-11-23T08:00:00Z");
    gateway.pass(Duration.ofHours(9));
    assertThat(gateway.state()).isEqualTo("running 2500");
    assertThat(gateway.moves.getLast().at()).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
  }

  @ParameterizedTest(name = "stepped by {0} days")
  @ValueSource(ints = {-1, 3})
  void tick_clockSteppedOutOfAFreeze_doesNotThaw(int days) {
    gateway.ticker.pass(Duration.ofHours(47).plusMinutes(30));
    gateway.start();
    gateway.pass(Duration.ofHours(12)); // Friday night

    gateway.ticker.step(Duration.ofDays(days));
    gateway.pass(Duration.ofMinutes(5));

    assertThat(gateway.state()).isEqualTo("running 100");
    assertThat(gateway.view().waitsFor().getFirst())
        .endsWith("; a freeze counts by the old time and by the new)");
  }

  @Test
  void orders_inAFreeze_onlyForceExposesAndRollbackWorks() {
    gateway.ticker.pass(Duration.ofHours(46));
    gateway.start();
    gateway.pass(Duration.ofMinutes(150)); // until Friday, 12:30

    assertThat(gateway.state()).isEqualTo("running 2500"); // since 11:00
    assertThat(TestGateway.refusal(gateway.advance())).contains("the end of the freeze at");
    assertThat(gateway.force(null)).isInstanceOf(Answer.Moved.class);
    assertThat(gateway.moves.getLast().overrode())
        .containsExactly(
            "the end of its hold of 2h at 2026-11-20T13:00:00Z",
            "the end of the freeze at 2026-11-23T08:00:00Z");
    assertThat(gateway.rollback(null)).isInstanceOf(Answer.Moved.class);
    assertThat(TestGateway.refusal(gateway.start()))
        .isEqualTo("catalog: it waits for the end of the freeze at 2026-11-23T08:00:00Z");
  }

  @Test
  void rollback_completed_isOfferedWithinTheWindow() {
    TestGateway quick =
        new TestGateway(
            new TestTicker(TestGateway.NOON),
            new TestJournal(),
            TestGateway.config(
                """
                stages: [ { percent: 100%, hold: 0s } ]
                rollback: { window: 2d }
                """));
    quick.start();
    quick.rollouts.tick();
    assertThat(quick.state()).isEqualTo("completed 10000");

    quick.ticker.step(Duration.ofDays(90)); // a clock that is off does not close the window
    quick.ticker.pass(Duration.ofDays(2));
    assertThat(quick.view().state()).isEqualTo(Phase.COMPLETED);
    quick.ticker.pass(Duration.ofMillis(1));

    assertThat(TestGateway.refusal(quick.rollback(null)))
        .isEqualTo(
            "catalog: it is complete since 2026-11-18T12:00:00Z, and a rollback is offered for 2d"
                + " (rollback.window): legacy may not know what happened since");
  }
}
