package dev.crossfade.rollout;

import static dev.crossfade.rollout.TestGateway.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Config;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway's rollouts from outside: several units, reloads, restarts, listeners. */
class RolloutsTest {
  private static final Config TWO_UNITS =
      TestGateway.units(
          """
            - name: catalog
              match: { path: /c/** }
              rollout: { stages: [ { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ] }
            - name: checkout
              match: { path: /checkout/** }
              rollout: { after: catalog, stages: [ { percent: 100%, hold: 0s } ] }
          """
              .indent(0));

  @TempDir Path dir;
  private final TestGateway gateway = new TestGateway();

  @Test
  void start_awaitedUnitNotComplete_isRefusedUntilItIs() {
    gateway.reload(TWO_UNITS);
    gateway.start();

    Answer early = gateway.rollouts.start("checkout", "ana", "go", false);

    assertThat(refusal(early))
        .isEqualTo("checkout: it waits for unit catalog to complete: it is running at 50%");
    gateway.pass(Duration.ofHours(2));
    assertThat(gateway.state()).isEqualTo("completed 10000");
    assertThat(gateway.rollouts.start("checkout", "ana", "go", false))
        .isInstanceOf(Answer.Moved.class);
    gateway.rollback(null);
    gateway.pass(Duration.ofHours(1));
    assertThat(gateway.rollouts.view("checkout").orElseThrow().waitsFor())
        .containsExactly("unit catalog to complete: it is rolled-back at 0%");
  }

  @Test
  void start_awaitedUnitServedByNextByHand_isComplete() {
    gateway.reload(
        TestGateway.units(
            """
              - { name: search, match: { path: /s }, exposure: { percent: 100% } }
              - { name: blog, match: { path: /b }, send: next }
              - name: catalog
                match: { path: /c/** }
                rollout: { after: [search, blog], stages: [ { percent: 50%, hold: 1h } ] }
            """));

    assertThat(refusal(gateway.start())).isEqualTo("moved to running 5000");
  }

  @Test
  void order_unknownUnit_saysWhichThereAre() {
    assertThat(refusal(gateway.rollouts.hold("katalog", "ana", "")))
        .isEqualTo("unit \"katalog\" has no rollout (expected: one of catalog)");
  }

  @Test
  void start_again_keepsOrChangesWhoComesFirst() {
    gateway.start();
    gateway.rollback(null);
    gateway.start();
    assertThat(gateway.shown().salt()).isEqualTo("catalog");
    gateway.rollback(null);

    gateway.rollouts.start("catalog", "ana", "others this time", true);

    assertThat(gateway.shown().salt()).isEqualTo("catalog#3");
    assertThat(gateway.view().run()).isEqualTo(3);
    gateway.restart(Duration.ZERO);
    assertThat(gateway.shown().salt()).isEqualTo("catalog#3");
  }

  @Test
  void tick_planEndsBelowEverybody_staysAndSaysSo() {
    gateway.reload(TestGateway.config("stages: [ { percent: 50%, hold: 1h } ]\n"));
    gateway.start();

    gateway.pass(Duration.ofHours(2));

    assertThat(gateway.state()).isEqualTo("running 5000");
    assertThat(gateway.view().waitsFor())
        .containsExactly(
            "a longer plan: the plan has no stage beyond 50% (expected: one more stage, to 100%)");
  }

  @Test
  void tick_advanceManual_waitsForAnOperator() {
    gateway.reload(TestGateway.config("advance: manual\n" + TestGateway.PLAN));
    gateway.start();

    gateway.pass(Duration.ofHours(2));

    assertThat(gateway.view().waitsFor())
        .containsExactly("an operator to advance it (advance: manual)");
    assertThat(refusal(gateway.advance())).isEqualTo("moved to running 2500");
  }

  @Test
  void configure_anotherPlan_movesNothingAndHoldsFromTheNextStageOn() {
    gateway.start();
    Config next =
        TestGateway.config(
            """
            advance: manual
            stages: [ { percent: 2%, hold: 1m }, { percent: 40%, hold: 1m } ]
            gates: [ { errors: { tolerance: 1pp } }, { crawl: { maxErrorShare: 1% } } ]
            """);

    assertThat(gateway.rollouts.changes(next))
        .containsExactly(
            "catalog: it is running and stays at 1%, and its hold until 2026-11-18T13:00:00Z; from"
                + " there on the stages are 2% for 1m, 40% for 1m instead of 1% for 1h, 25% for"
                + " 2h, 100% for 3h",
            "catalog: advances only when an operator says so from now on",
            "catalog: at once, at the stage it is at too: gate errors judges by other rules; gate"
                + " latency is not asked any more; gate signoff is not asked any more; gate crawl"
                + " is asked too; freezes change; what a rollback does changes");
    gateway.reload(next);

    assertThat(gateway.state()).isEqualTo("running 100");
    assertThat(gateway.view().holdsUntil()).isEqualTo(TestGateway.NOON.plus(Duration.ofHours(1)));
    assertThat(gateway.told).containsExactly("catalog 0", "catalog 100");
    assertThat(refusal(gateway.force(null))).isEqualTo("moved to running 200");
  }

  @Test
  void configure_unitGoneAndBack_goesOnWhereItWas() {
    gateway.start();
    Config other = TestGateway.units("  - { name: x, match: { path: /x }, send: legacy }\n");

    assertThat(gateway.rollouts.changes(other))
        .containsExactly(
            "catalog: is no unit any more; its exposure of 1% ends, and comes back if the rollout"
                + " does");
    gateway.reload(other);
    assertThat(gateway.rollouts.views()).isEmpty();
    gateway.pass(Duration.ofHours(5));

    gateway.reload(TestGateway.config(TestGateway.PLAN));

    assertThat(gateway.state()).isEqualTo("running 100");
  }

  @Test
  void changes_beforeAnythingRuns_areToldOfConfigurations() {
    Config plain = TestGateway.units("  - { name: catalog, match: { path: /c }, send: next }\n");
    Config plan = TestGateway.config("stages: [ { percent: 50%, hold: 1h } ]\n");

    assertThat(PlanChanges.between(plan, plan)).isEmpty();
    assertThat(PlanChanges.between(plain, plan))
        .containsExactly("catalog: has a rollout now, and serves legacy until somebody starts it");
    assertThat(PlanChanges.between(plan, plain))
        .containsExactly(
            "catalog: has no rollout any more: next serves all of it; its exposure ends, and comes"
                + " back if the rollout does");
    assertThat(gateway.rollouts.changes(plain)).isEmpty(); // it is idle
  }

  @Test
  void restart_compactedFile_hasTheSameViews() {
    try (FileJournal journal = open()) {
      TestGateway file =
          new TestGateway(gateway.ticker, journal, TestGateway.config(TestGateway.PLAN));
      file.start();
      file.pass(Duration.ofHours(3));
      file.force("100%");
      file.approve();
      file.hold();
      file.rollouts.tick();
      RolloutView before = file.view();
      journal.compact(new Retention(Map.of("config", 1), 1));

      file.restart(Duration.ZERO);
      file.rollouts.tick();

      assertThat(file.view()).isEqualTo(before);
      assertThat(journal.after(0, 100)).hasSize(1);
    }
  }

  @Test
  void listeners_oneThrowsAndOneOrders_allAreToldInOrder() {
    List<String> heard = new ArrayList<>();
    TestJournal journal = new TestJournal();
    Rollouts[] rollouts = new Rollouts[1];
    RolloutListener broken =
        new RolloutListener() {
          @Override
          public void moved(Transition transition, RolloutView view) {
            throw new IllegalStateException("webhook");
          }
        };
    RolloutListener eager =
        new RolloutListener() {
          @Override
          public void moved(Transition transition, RolloutView view) {
            heard.add(transition.kind().text() + " " + view.state().text());
            if (transition.kind() == Transition.Kind.START) {
              rollouts[0].hold("catalog", "eager", "wait");
            }
          }

          @Override
          public void judged(String unit, Verdict verdict, Verdict.@Nullable Says before) {
            heard.add(verdict.gate() + " " + before + " to " + verdict.says());
          }
        };
    rollouts[0] =
        new Rollouts(
            journal, (_, _) -> List.of(), (_, _) -> {}, gateway.ticker, List.of(broken, eager));
    rollouts[0].configure(
        TestGateway.config(
            """
            stages: [ { percent: 50%, hold: 1h } ]
            gates: [ { errors: { tolerance: 1pp } } ]
            """));

    rollouts[0].start("catalog", "ana", "go", false);

    assertThat(heard).containsExactly("start running", "errors null to HOLD", "hold held");
  }

  @Test
  void sink_throws_isToldAgainAtTheNextTick() {
    List<Integer> shown = new ArrayList<>();
    boolean[] broken = {true};
    Rollouts rollouts =
        new Rollouts(
            new TestJournal(),
            (_, _) -> List.of(),
            (_, exposure) -> {
              if (broken[0]) {
                throw new IllegalStateException("no dial");
              }
              shown.add(exposure.basisPoints());
            },
            gateway.ticker,
            List.of());
    rollouts.configure(TestGateway.config("stages: [ { percent: 50%, hold: 1h } ]\n"));
    rollouts.start("catalog", "ana", "go", false);
    broken[0] = false;

    rollouts.tick();
    rollouts.tick();

    assertThat(shown).containsExactly(5_000);
  }

  @Test
  void tick_gatesAreAsked_aboutTheStageAndWhetherItsHoldIsOver() {
    List<StageView> asked = new ArrayList<>();
    Rollouts rollouts =
        new Rollouts(
            new TestJournal(),
            (_, stage) -> {
              asked.add(stage);
              return List.of();
            },
            (_, _) -> {},
            gateway.ticker,
            List.of());
    rollouts.configure(
        TestGateway.config(
            """
            stages: [ { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ]
            gates: [ { errors: { tolerance: 1pp } } ]
            """));
    rollouts.tick(); // idle: there is nothing to look at
    rollouts.start("catalog", "ana", "go", false);
    rollouts.tick();
    gateway.ticker.pass(Duration.ofHours(1));
    rollouts.tick();

    assertThat(asked)
        .containsExactly(
            new StageView(1, 1, 5_000, TestGateway.NOON, false, 0),
            new StageView(1, 1, 5_000, TestGateway.NOON, true, 0));
  }

  private FileJournal open() {
    return FileJournal.open(dir, gateway.ticker::wall, Retention.DEFAULT);
  }
}
