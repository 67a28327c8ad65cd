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

  /** What a gate said over time; empty: there is no such rollout. */
  Optional<GateHistory> gateHistory(String unit, String gate);

  /** At most so many things that happened to a rollout before a number, newest first. */
  List<Past> past(String unit, long before, int limit);

  /** The last times that gates of a rollout said another thing, since this process began. */
  Turns turns(String unit);

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
   * @param held who holds it; null: nobody
   * @param orders everything that could be ordered, with what stands against it
   * @param visitors whom this process has seen since the exposure began
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
      @Nullable String lastReason,
      Plan plan,
      @Nullable By held,
      List<Option> orders,
      Back back,
      Visitors visitors) {
    public Rollout {
      waitsFor = List.copyOf(waitsFor);
      gates = List.copyOf(gates);
      reverts = List.copyOf(reverts);
      forwardFixes = List.copyOf(forwardFixes);
      orders = List.copyOf(orders);
    }
  }

  /**
   * How a rollout is to go.
   *
   * @param advance auto: by itself when it may; manual: by an operator
   * @param timezone that freezes are written in
   * @param freezes the next ones, and the one it is in
   * @param completes when it is complete at the earliest; null: it is, or its plan ends below 100 %
   */
  record Plan(
      String advance,
      List<Stage> stages,
      List<PlannedGate> gates,
      String timezone,
      List<Freeze> freezes,
      @Nullable Instant completes) {
    public Plan {
      stages = List.copyOf(stages);
      gates = List.copyOf(gates);
      freezes = List.copyOf(freezes);
    }
  }

  /**
   * A step of the plan.
   *
   * @param number from 1
   * @param exposure in percent
   * @param place done, now or ahead
   * @param since when this run came there; null: it has not, or that is no longer known
   * @param until when it left; null: it has not
   * @param earliest when it can begin if only holds and freezes are in the way; null: it has begun
   * @param frozen whether a freeze puts that off
   */
  record Stage(
      int number,
      double exposure,
      long holdSeconds,
      String place,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable Instant earliest,
      boolean frozen) {}

  /**
   * A gate of the plan, asked at this stage or not.
   *
   * @param kind its key in the configuration, such as errors
   * @param asks what it asks, in words
   * @param stages in percent, those it is asked at; empty: all
   * @param onFail rollback or hold
   * @param manual whether a person approves it
   * @param approved by whom, for this run and stage; null: by nobody
   */
  record PlannedGate(
      String name,
      String kind,
      String asks,
      List<Double> stages,
      String onFail,
      boolean manual,
      @Nullable By approved) {
    public PlannedGate {
      stages = List.copyOf(stages);
    }
  }

  /** A time in which it does not advance. */
  record Freeze(Instant from, Instant until) {}

  /** Who did something, when and why; the reason may be empty. */
  record By(String actor, Instant at, String reason) {}

  /**
   * An order, and what would be said to it now.
   *
   * @param order start, advance, hold, resume, rollback, abort or approve
   * @param to as the order says it, such as {@code 25%}; the gate, of an approval; empty: neither
   * @param usual whether the order means this one where it does not say
   * @param refused why it would be refused; null: it would not
   * @param overrides what force would override; where there is something, it is carried out with
   *     force and a reason though it is refused
   */
  record Option(
      String order, String to, boolean usual, @Nullable String refused, List<String> overrides) {
    public Option {
      overrides = List.copyOf(overrides);
    }

    public boolean isPossible() {
      return refused == null;
    }

    public boolean isForcible() {
      return refused != null && !overrides.isEmpty();
    }
  }

  /**
   * What is to be known before it goes back.
   *
   * @param windowSeconds how long after its completion a rollback is offered
   * @param offeredUntil the end of that; null: it is not complete
   * @param checkouts that are pinned and under way, of pins that the unit follows
   */
  record Back(long windowSeconds, @Nullable Instant offeredUntil, List<Checkouts> checkouts) {
    public Back {
      checkouts = List.copyOf(checkouts);
    }
  }

  /**
   * Checkouts under way that this process has seen.
   *
   * @param onRollback finish: they end where they are; evict: they do not
   */
  record Checkouts(String pin, int legacy, int next, String onRollback) {}

  /** About how many visitors were in each arm since the exposure began. */
  record Visitors(long legacy, long next) {}

  /**
   * What a gate says.
   *
   * @param verdict pass, hold or fail
   * @param legacy what was measured of legacy, if anything; next likewise
   * @param samples of next
   * @param kind its key in the configuration; sample-ratio: the one that is there unasked
   * @param difference what it rests on; null: on none, or on no data
   */
  record GateState(
      String name,
      String verdict,
      String sentence,
      @Nullable Double legacy,
      @Nullable Double next,
      long samples,
      String kind,
      @Nullable Difference difference) {}

  /**
   * How far next is from what it is compared with.
   *
   * @param low the least that is not excluded; null: there is no bound
   * @param high the most that is not excluded; null: there is no bound
   * @param unit of all of them: pp (points between two shares), % or nothing
   * @param relative whether 0 means that next is like its control
   * @param bad where it is too bad, seen from the tolerance: above, below or elsewhere
   */
  record Difference(
      @Nullable Double low,
      double estimate,
      @Nullable Double high,
      double tolerance,
      String unit,
      boolean relative,
      String bad) {}

  /**
   * What a gate said over time.
   *
   * @param began since when it is known: the start of this process
   * @param points oldest first, ever wider apart
   */
  record GateHistory(String unit, String gate, Instant began, List<GatePoint> points) {
    public GateHistory {
      points = List.copyOf(points);
    }
  }

  /** What a gate said at one moment, at an exposure in percent. */
  record GatePoint(Instant at, double exposure, String verdict, @Nullable Difference difference) {}

  /**
   * Something that happened to a rollout.
   *
   * @param seq its number in the journal
   * @param order start, advance, complete, hold, resume, rollback, abort or approve
   * @param from the state before, {@code fromExposure} in percent likewise
   * @param overrode what stood against it and was overridden
   */
  record Past(
      long seq,
      Instant at,
      String actor,
      String order,
      String from,
      String state,
      double fromExposure,
      double exposure,
      String reason,
      List<String> overrode) {
    public Past {
      overrode = List.copyOf(overrode);
    }
  }

  /**
   * When gates said another thing, newest first.
   *
   * @param began since when it is known: the start of this process
   */
  record Turns(Instant began, List<Turn> turns) {
    public Turns {
      turns = List.copyOf(turns);
    }
  }

  /**
   * A gate that said another thing than before.
   *
   * @param before null: it said nothing
   */
  record Turn(Instant at, String gate, @Nullable String before, String verdict, String sentence) {}
}
