package dev.crossfade.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Config;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.schedule.Freezes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever happens, in any order: visitors see no more than is durable, every move was due or
 * ordered, and a restart changes nothing.
 */
class ModelTest {
  private static final List<Config> PLANS =
      List.of(
          TestGateway.config(TestGateway.PLAN),
          TestGateway.config(
              """
              stages: [ { percent: 5%, hold: 10m }, { percent: 100%, hold: 1h } ]
              gates: [ { errors: { tolerance: 1pp } } ]
              freeze: { timezone: Europe/Berlin, weekly: ["Wed 18:00 - Thu 09:00"] }
              rollback: { to: previous }
              """),
          TestGateway.config(
              "stages: [ { percent: 10%, hold: 0s }, { percent: 20%, hold: 5m } ]\n"));

  /** A gateway, and what must be true of it after each thing that happens. */
  static final class Life {
    private final TestGateway gateway = new TestGateway();
    private Config config = PLANS.getFirst();
    private boolean failing;
    private boolean stepped;
    private int seen;

    void does(Consumer<TestGateway> what) {
      what.accept(gateway);
      check();
    }

    void pass(Duration duration) {
      long minutes = Math.min(duration.toMinutes(), 40);
      for (long i = 0; i < minutes; i++) {
        gateway.ticker.pass(duration.dividedBy(minutes));
        gateway.rollouts.tick();
        check();
      }
    }

    void step(Duration by) {
      gateway.ticker.step(by);
      stepped = true;
      gateway.rollouts.tick();
      check();
    }

    void reload(int plan) {
      String before = gateway.state();
      config = PLANS.get(plan);
      gateway.reload(config);
      assertThat(gateway.state()).isEqualTo(before);
      check();
    }

    void fail(boolean yes) {
      failing = yes;
      gateway.testJournal().fail(yes ? "no space left" : null);
      gateway.rollouts.tick();
      check();
    }

    void restart() {
      fail(false);
      RolloutView before = gateway.view();
      LiveExposure shown = gateway.shown();
      gateway.restart(Duration.ZERO);
      RolloutView after = gateway.view();
      assertThat(gateway.shown()).isEqualTo(shown);
      assertThat(after.state()).isEqualTo(before.state());
      assertThat(after.run()).isEqualTo(before.run());
      assertThat(after.since()).isEqualTo(before.since());
      assertThat(after.lastReason()).isEqualTo(before.lastReason());
      if (!stepped) {
        assertThat(after.holdsUntil()).isEqualTo(before.holdsUntil());
      }
      check();
    }

    private void check() {
      RolloutView view = gateway.view();
      ObjectNode durable =
          gateway
              .journal
              .last("rollout", "catalog")
              .map(entry -> entry.body())
              .orElseGet(() -> StepJson.toDraft("catalog", idle()).body());
      int most = durable.required("basisPoints").intValue();
      assertThat(gateway.shown().basisPoints()).isLessThanOrEqualTo(most);
      assertThat(gateway.shown().basisPoints()).isEqualTo(view.basisPoints());
      if (view.durable()) {
        assertThat(view.basisPoints()).isEqualTo(most);
        assertThat(view.state().text()).isEqualTo(durable.required("state").stringValue());
      } else {
        assertThat(failing).isTrue();
      }
      for (; seen < gateway.moves.size(); seen++) {
        check(gateway.moves.get(seen));
      }
    }

    private void check(Transition move) {
      if (!move.actor().equals(Rollouts.SCHEDULE)) {
        return;
      }
      assertThat(move.overrode()).isEmpty();
      if (config != PLANS.getLast()) { // which asks no gate
        assertThat(gateway.gates.get("errors")).isEqualTo(Says.PASS);
      }
      Freezes freezes =
          new Freezes(
              Objects.requireNonNull(config.unit("catalog").orElseThrow().rollout()).freeze());
      assertThat(freezes.frozenUntil(move.at())).as("%s", move).isEmpty();
      if (!stepped) {
        Transition before = lastAtStage(move);
        Duration hold = hold(before);
        assertThat(Duration.between(before.at(), move.at()))
            .as("%s", move)
            .isGreaterThanOrEqualTo(hold);
      }
    }

    private Transition lastAtStage(Transition move) {
      return gateway.moves.subList(0, gateway.moves.indexOf(move)).reversed().stream()
          .filter(
              m ->
                  m.kind() == Transition.Kind.START
                      || m.kind() == Transition.Kind.ADVANCE
                      || m.kind() == Transition.Kind.ROLLBACK)
          .findFirst()
          .orElseThrow();
    }

    /** The hold that the journal has of the stage that a move led to. */
    private Duration hold(Transition stage) {
      return gateway.journal.after(0, Integer.MAX_VALUE).stream()
          .map(entry -> entry.body())
          .filter(body -> body.required("at").stringValue().equals(stage.at().toString()))
          .filter(body -> body.required("basisPoints").intValue() == stage.basisPoints())
          .map(body -> Duration.parse(body.required("hold").stringValue()))
          .findFirst()
          .orElseThrow();
    }

    private static Step idle() {
      return new Step(
          Transition.Kind.ABORT,
          Phase.IDLE,
          0,
          new Note("nobody", Instant.EPOCH, ""),
          List.of(),
          Standing.idle("catalog"));
    }
  }

  @Property(tries = 300, seed = "20261121")
  void rollout_anythingHappens_keepsItsPromises(@ForAll("lives") ActionChain<Life> chain) {
    chain.run();
  }

  @Provide
  Arbitrary<ActionChain<Life>> lives() {
    return ActionChain.startWith(Life::new)
        .withAction(3, orders("start", TestGateway::start))
        .withAction(orders("advance", TestGateway::advance))
        .withAction(orders("force", gateway -> gateway.force(null)))
        .withAction(orders("hold", TestGateway::hold))
        .withAction(2, orders("resume", TestGateway::resume))
        .withAction(orders("rollback", gateway -> gateway.rollback(null)))
        .withAction(orders("rollback to previous", gateway -> gateway.rollback("previous")))
        .withAction(orders("abort", TestGateway::abort))
        .withAction(2, orders("approve", TestGateway::approve))
        .withAction(orders("errors fail", gateway -> gateway.gates.put("errors", Says.FAIL)))
        .withAction(orders("errors hold", gateway -> gateway.gates.put("errors", Says.HOLD)))
        .withAction(3, orders("errors pass", gateway -> gateway.gates.put("errors", Says.PASS)))
        .withAction(orders("latency fails", gateway -> gateway.gates.put("latency", Says.FAIL)))
        .withAction(2, orders("latency passes", g -> g.gates.put("latency", Says.PASS)))
        .withAction(6, does("minutes", life -> life.pass(Duration.ofMinutes(17))))
        .withAction(6, does("hours", life -> life.pass(Duration.ofHours(3))))
        .withAction(does("days", life -> life.pass(Duration.ofDays(2))))
        .withAction(does("clock forward", life -> life.step(Duration.ofDays(1))))
        .withAction(does("clock back", life -> life.step(Duration.ofDays(-1))))
        .withAction(2, does("restart", Life::restart))
        .withAction(does("disk full", life -> life.fail(true)))
        .withAction(2, does("disk free", life -> life.fail(false)))
        .withAction(reload())
        .withMaxTransformations(60);
  }

  private static Action<Life> reload() {
    return new Action.Dependent<>() {
      @Override
      public Arbitrary<Transformer<Life>> transformer(Life life) {
        return Arbitraries.integers()
            .between(0, PLANS.size() - 1)
            .map(plan -> Transformer.mutate("reload " + plan, now -> now.reload(plan)));
      }
    };
  }

  private static Action<Life> orders(String name, Consumer<TestGateway> what) {
    return does(name, life -> life.does(what));
  }

  private static Action<Life> does(String name, Consumer<Life> what) {
    return Action.just(Transformer.mutate(name, what));
  }
}
