package dev.crossfade.console.service;

import dev.crossfade.config.model.Config;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows rollouts and takes orders for them. Called on threads that may block. */
public interface RolloutService {
  /** In the order of the configuration. */
  List<Rollout> rollouts();

  /** Empty: there is no such unit, or it has no rollout. */
  Optional<Rollout> rollout(String unit);

  /** Carries an order out, if the rollout is as expected. */
  Done order(String unit, Order order, Expected expected);

  /** What another configuration means for the rollouts that are under way, in sentences. */
  List<String> changes(Config next);

  /** What can be ordered. */
  enum Action {
    START,
    ADVANCE,
    HOLD,
    RESUME,
    ROLLBACK,
    ABORT
  }

  /** What somebody wants of a rollout. */
  sealed interface Order {
    String actor();

    String reason();
  }

  /**
   * It shall move, or stay.
   *
   * @param to where to, such as {@code 25%} or {@code previous}; null: as the plan says
   * @param force overrides what stands against an advance
   * @param freshSalt other visitors come first than in the run before
   */
  record Move(
      Action action,
      String actor,
      String reason,
      @Nullable String to,
      boolean force,
      boolean freshSalt)
      implements Order {}

  /** A gate that a person answers for may pass. */
  record Approval(String gate, String actor, String reason) implements Order {}

  /** What came of an order. */
  sealed interface Done {}

  /** It was carried out; this is the new state. */
  record Moved(Rollout state) implements Done {}

  /** It was not, and nothing changed. */
  record Refused(String reason) implements Done {}

  /** It was not, since the rollout is not as expected, but like this. */
  record Stale(Rollout state) implements Done {}

  /** There is no such rollout. */
  record Unknown(String reason) implements Done {}

  /**
   * A rollout at one moment.
   *
   * @param version another one after each move; what gates say is no part of it
   * @param state idle, running, held, completed, rolled-back or aborted
   * @param stage where it is in its plan, from 1; 0: below the first stage
   * @param exposure in percent
   * @param nextExposure of the stage that comes next; null: there is none
   * @param waitsFor what must happen before it goes on
   * @param durable whether the journal has this state
   */
  record Rollout(
      String unit,
      String version,
      String state,
      int stage,
      int stages,
      double exposure,
      @Nullable Double nextExposure,
      @Nullable Instant since,
      @Nullable Instant holdsUntil,
      @Nullable Instant frozenUntil,
      List<String> waitsFor,
      List<GateState> gates,
      @Nullable String owner,
      @Nullable String decider,
      List<String> reverts,
      List<String> forwardFixes,
      int run,
      boolean durable,
      @Nullable String storeProblem,
      @Nullable String lastMove,
      @Nullable String lastBy,
      @Nullable Instant lastAt,
      @Nullable String lastReason) {
    public Rollout {
      waitsFor = List.copyOf(waitsFor);
      gates = List.copyOf(gates);
      reverts = List.copyOf(reverts);
      forwardFixes = List.copyOf(forwardFixes);
    }
  }

  /**
   * What a gate says.
   *
   * @param verdict pass, hold or fail
   * @param legacy what was measured of legacy, if anything; next likewise
   * @param samples of next
   */
  record GateState(
      String name,
      String verdict,
      String sentence,
      @Nullable Double legacy,
      @Nullable Double next,
      long samples) {}
}
