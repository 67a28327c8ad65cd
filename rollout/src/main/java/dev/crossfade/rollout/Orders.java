package dev.crossfade.rollout;

import dev.crossfade.rollout.Transition.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What can be ordered of rollouts, by whom and why. Thread-safe; each waits for the disk of the
 * journal.
 */
public abstract class Orders {
  Orders() {}

  /** Carries an order out, or says why not. */
  abstract Answer order(String unit, Order order);

  /**
   * Begins a run at the first stage, or at the one where a rollback stopped.
   *
   * @param freshSalt other visitors come first than in the run before
   */
  public final Answer start(String unit, String actor, String reason, boolean freshSalt) {
    return order(
        unit, new Order(Kind.START, actor, reason, (s, by) -> Transitions.start(s, by, freshSalt)));
  }

  /**
   * Goes to the next stage, or completes after the last.
   *
   * @param to a stage ahead such as {@code 25%}; null: the next
   * @param force overrides a hold, a freeze, gates, awaited units and left-out stages; with a
   *     reason only, and the journal says what was overridden
   */
  public final Answer advance(
      String unit, String actor, String reason, @Nullable String to, boolean force) {
    return order(
        unit,
        new Order(Kind.ADVANCE, actor, reason, (s, by) -> Transitions.advance(s, by, to, force)));
  }

  public final Answer hold(String unit, String actor, String reason) {
    return order(unit, new Order(Kind.HOLD, actor, reason, Transitions::hold));
  }

  public final Answer resume(String unit, String actor, String reason) {
    return order(unit, new Order(Kind.RESUME, actor, reason, (s, _) -> Transitions.resume(s)));
  }

  /**
   * Goes back, at any time and whatever the journal says.
   *
   * @param to {@code 0%}, {@code previous} or an earlier stage; null: as the plan says
   */
  public final Answer rollback(String unit, String actor, String reason, @Nullable String to) {
    return order(
        unit, new Order(Kind.ROLLBACK, actor, reason, (s, by) -> Transitions.rollback(s, by, to)));
  }

  public final Answer abort(String unit, String actor, String reason) {
    return order(unit, new Order(Kind.ABORT, actor, reason, Transitions::abort));
  }

  /** Lets a manual gate pass, for this run and stage. */
  public final Answer approve(String unit, String gate, String actor, String reason) {
    return order(
        unit, new Order(Kind.APPROVE, actor, reason, (s, by) -> Transitions.approve(s, by, gate)));
  }
}
