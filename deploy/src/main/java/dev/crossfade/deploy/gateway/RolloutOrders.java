package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Config;
import dev.crossfade.console.service.Expected;
import dev.crossfade.console.service.RolloutService;
import dev.crossfade.rollout.Answer;
import dev.crossfade.rollout.Orders;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Rollouts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rollouts as the admin port shows and orders them. */
final class RolloutOrders implements RolloutService {
  private final RolloutDesk desk;
  private final Rollouts rollouts;
  private final RolloutShow show;

  /**
   * @param checkouts under way, by pin and backend
   */
  RolloutOrders(RolloutDesk desk, Supplier<Map<String, Map<String, Integer>>> checkouts) {
    this.desk = desk;
    this.rollouts = desk.rollouts();
    this.show = new RolloutShow(desk, checkouts);
  }

  @Override
  public List<Rollout> rollouts() {
    return rollouts.outlooks().stream().map(show::show).toList();
  }

  @Override
  public Optional<Rollout> rollout(String unit) {
    return rollouts.outlook(unit).map(show::show);
  }

  @Override
  public Optional<GateHistory> gateHistory(String unit, String gate) {
    List<GatePoint> points =
        desk.history().points(unit, gate).stream().map(RolloutShow::point).toList();
    return rollouts
        .view(unit)
        .map(_ -> new GateHistory(unit, gate, desk.history().began(), points));
  }

  @Override
  public List<Past> past(String unit, long before, int limit) {
    return rollouts.past(unit, before, limit).stream().map(RolloutShow::past).toList();
  }

  @Override
  public Turns turns(String unit) {
    return new Turns(
        desk.history().began(),
        desk.history().changes(unit).stream().map(RolloutShow::turn).toList());
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
      case Answer.Moved(RolloutView view) ->
          rollout(view.unit()).<Done>map(Moved::new).orElseGet(() -> gone(unit, "carried out"));
      case Answer.Refused(String reason) -> new Refused(reason);
      case Answer.Stale(RolloutView view) ->
          rollout(view.unit()).<Done>map(Stale::new).orElseGet(() -> gone(unit, "not carried out"));
    };
  }

  /** A reload took the rollout away while it was ordered. */
  private static Done gone(String unit, String order) {
    return new Unknown(
        "unit "
            + unit
            + " (expected: a unit with a rollout; it had one a moment ago, and the order was "
            + order
            + ")");
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
}
