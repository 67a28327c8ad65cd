package dev.crossfade.rollout;

import dev.crossfade.config.model.Gate;
import dev.crossfade.rollout.schedule.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What whoever decides about a rollout has to know beside where it is: its plan, what can be
 * ordered and why not, what lies ahead. All of it at the moment of the view.
 *
 * @param byItself whether it advances when it may, without an order
 * @param stages the plan
 * @param gates all of the plan, asked at this stage or not
 * @param approvals of manual gates, by gate, for this run and stage
 * @param held who holds it; null: nobody
 * @param options every order, with what stands against it
 * @param freezes the next ones, and the one it is in
 * @param zone that freezes are written in
 * @param window how long after its completion a rollback is offered
 * @param offeredUntil the end of that; null: it is not complete
 * @param completes when it is complete at the earliest; null: it is, or its plan ends below 100 %
 */
public record Outlook(
    RolloutView view,
    boolean byItself,
    List<Stop> stages,
    List<Gate> gates,
    Map<String, Note> approvals,
    @Nullable Note held,
    List<Option> options,
    List<Span> freezes,
    ZoneId zone,
    Duration window,
    @Nullable Instant offeredUntil,
    @Nullable Instant completes) {

  public Outlook {
    stages = List.copyOf(stages);
    gates = List.copyOf(gates);
    approvals = Map.copyOf(approvals);
    options = List.copyOf(options);
    freezes = List.copyOf(freezes);
  }

  /** Whether a stage lies behind, is where the rollout is, or lies ahead. */
  public enum Place {
    DONE,
    NOW,
    AHEAD
  }

  /**
   * A stage of the plan.
   *
   * @param number from 1
   * @param earliest when it can begin if nothing but holds and freezes is in the way; null: it has
   *     begun
   * @param frozen whether a freeze puts that off
   */
  public record Stop(
      int number,
      int basisPoints,
      Duration hold,
      Place place,
      @Nullable Instant earliest,
      boolean frozen) {}

  /**
   * An order, and what the state machine says to it.
   *
   * @param to where to, as the order says it; the gate, of an approval; empty: it takes none
   * @param usual whether the order means this one where it does not say
   * @param refused why it is refused; null: it is not
   * @param overrides what force would override: then it is not refused with force and a reason
   */
  public record Option(
      Transition.Kind order,
      String to,
      boolean usual,
      @Nullable String refused,
      List<String> overrides) {
    public Option {
      overrides = List.copyOf(overrides);
    }
  }
}
