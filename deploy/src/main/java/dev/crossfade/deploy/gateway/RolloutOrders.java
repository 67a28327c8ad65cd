package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Config;
import dev.crossfade.console.service.Expected;
import dev.crossfade.console.service.RolloutService;
import dev.crossfade.rollout.Answer;
import dev.crossfade.rollout.Orders;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Rollouts;
import dev.crossfade.rollout.Transition;
import dev.crossfade.rollout.gates.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rollouts as the admin port shows and orders them. */
final class RolloutOrders implements RolloutService {
  private final Rollouts rollouts;

  RolloutOrders(Rollouts rollouts) {
    this.rollouts = rollouts;
  }

  @Override
  public List<Rollout> rollouts() {
    return rollouts.views().stream().map(RolloutOrders::show).toList();
  }

  @Override
  public Optional<Rollout> rollout(String unit) {
    return rollouts.view(unit).map(RolloutOrders::show);
  }

  @Override
  public Done order(String unit, Order order, Expected expected) {
    if (rollouts.view(unit).isEmpty()) {
      return new Unknown("unit " + unit + " (expected: a unit with a rollout)");
    }
    Orders orders = rollouts.onlyIf(expected::isMetBy);
    Answer answer =
        switch (order) {
          case Approval(String gate, String actor, String reason) ->
              orders.approve(unit, gate, actor, reason);
          case Move move -> move(orders, unit, move);
        };
    return switch (answer) {
      case Answer.Moved(RolloutView view) -> new Moved(show(view));
      case Answer.Refused(String reason) -> new Refused(reason);
      case Answer.Stale(RolloutView view) -> new Stale(show(view));
    };
  }

  @Override
  public List<String> changes(Config next) {
    return rollouts.changes(next);
  }

  private static Answer move(Orders orders, String unit, Move move) {
    String actor = move.actor();
    String reason = move.reason();
    String misplaced = misplaced(move);
    if (misplaced != null) {
      return new Answer.Refused(misplaced);
    }
    return switch (move.action()) {
      case START -> orders.start(unit, actor, reason, move.freshSalt());
      case ADVANCE -> orders.advance(unit, actor, reason, move.to(), move.force());
      case HOLD -> orders.hold(unit, actor, reason);
      case RESUME -> orders.resume(unit, actor, reason);
      case ROLLBACK -> orders.rollback(unit, actor, reason, move.to());
      case ABORT -> orders.abort(unit, actor, reason);
    };
  }

  /** What is said with an order that cannot be meant for it must not be passed over. */
  private static @Nullable String misplaced(Move move) {
    String order = move.action().name().toLowerCase(Locale.ROOT);
    boolean goesSomewhere =
        switch (move.action()) {
          case ADVANCE, ROLLBACK -> true;
          case START, HOLD, RESUME, ABORT -> false;
        };
    if (move.to() != null && !goesSomewhere) {
      return "to " + move.to() + " with " + order + " (expected: with advance or rollback)";
    }
    if (move.force() && move.action() != Action.ADVANCE) {
      return "force with " + order + " (expected: with advance)";
    }
    if (move.freshSalt() && move.action() != Action.START) {
      return "a fresh salt with " + order + " (expected: with start)";
    }
    return null;
  }

  private static Rollout show(RolloutView view) {
    Integer next = view.nextBasisPoints();
    Transition.Kind last = view.lastMove();
    return new Rollout(
        view.unit(),
        view.version(),
        view.state().text(),
        view.stage(),
        view.stages(),
        percent(view.basisPoints()),
        next == null ? null : percent(next),
        view.since(),
        view.holdsUntil(),
        view.frozenUntil(),
        view.waitsFor(),
        view.verdicts().stream().map(RolloutOrders::show).toList(),
        view.owner(),
        view.decider(),
        view.reverts(),
        view.forwardFixes(),
        view.run(),
        view.durable(),
        view.storeProblem(),
        last == null ? null : last.text(),
        view.lastBy(),
        view.lastAt(),
        view.lastReason());
  }

  private static double percent(int basisPoints) {
    return basisPoints / 100.0;
  }

  private static GateState show(Verdict verdict) {
    return new GateState(
        verdict.gate(),
        verdict.says().name().toLowerCase(Locale.ROOT),
        verdict.sentence(),
        verdict.legacy(),
        verdict.next(),
        verdict.samples());
  }
}
