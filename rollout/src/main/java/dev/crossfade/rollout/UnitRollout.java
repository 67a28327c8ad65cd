package dev.crossfade.rollout;

import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.schedule.SteadyClock;
import dev.crossfade.rollout.schedule.SteadyClock.Moment;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rollout of one unit. One writer at a time holds the lock, also while the journal waits for
 * its disk; readers take the view and wait for nobody. Gates and listeners are called without the
 * lock.
 */
final class UnitRollout {
  private static final Logger log = LoggerFactory.getLogger(UnitRollout.class);

  private final String unit;
  private final Course course;
  private final GateBoard board;
  private final SteadyClock clock;
  private final Announcer announcer;
  private final Function<Plan, List<String>> awaited;
  private final Supplier<Role> role;
  private final ReentrantLock lock = new ReentrantLock();

  private volatile Plan plan;

  private volatile Asked asked = Asked.NEVER;
  private volatile Seen seen;

  /** A view, and the situation that it shows. */
  private record Seen(RolloutView view, Situation situation) {}

  /**
   * Takes up what the journal has of the unit.
   *
   * @param awaited the units that a plan waits for, in words
   * @param role what is done here without an order
   * @throws RuntimeException what the journal throws, or if its newest entry cannot be read
   */
  UnitRollout(
      Plan plan,
      Course course,
      GateBoard board,
      SteadyClock clock,
      Announcer announcer,
      Function<Plan, List<String>> awaited,
      Supplier<Role> role) {
    this.unit = plan.unit();
    this.plan = plan;
    this.course = course;
    this.board = board;
    this.clock = clock;
    this.announcer = announcer;
    this.awaited = awaited;
    this.role = role;
    course.load(this::situation);
    this.seen = look();
  }

  RolloutView view() {
    return seen.view();
  }

  Outlook outlook() {
    Seen now = seen;
    return Foreseeing.of(now.situation(), now.view());
  }

  Plan plan() {
    return plan;
  }

  /** From the next stage on; the stage it is at keeps its exposure and its hold. */
  void configure(Plan next) {
    locked(
        () -> {
          plan = next;
          return null;
        });
  }

  /** Asks the gates and makes the move that is due; what could not be written is tried again. */
  void tick() {
    ask();
    locked(
        () -> {
          Role now = course.follow(this::situation) ? role.get() : Role.CUT_OFF;
          switch (now) {
            case LEADER -> due();
            case CUT_OFF -> dueAnyway();
            case FOLLOWER -> {}
          }
          return null;
        });
  }

  /** Only tries again to write down what could not be: for a unit without a plan. */
  void tickRetired() {
    locked(() -> course.follow(this::situation));
  }

  Answer order(Order order) {
    ask();
    return locked(
        () -> {
          switch (course.carryOut(order, this::situation)) {
            case Course.Carried.Not(String reason) -> {
              return new Answer.Refused(unit + ": " + reason);
            }
            case Course.Carried.Stale _ -> {
              return new Answer.Stale(look().view());
            }
            case Course.Carried.Out _ -> {
              return new Answer.Moved(look().view());
            }
          }
        });
  }

  private void due() {
    Order.byItself(situation(course.standing()))
        .ifPresent(order -> course.carryOut(order, this::situation));
  }

  /** While the journal fails only what is safe is done: a gate still takes exposure away. */
  private void dueAnyway() {
    Order.byItself(situation(course.standing()))
        .filter(order -> order.kind().isSafe())
        .ifPresent(order -> course.carryOut(order, this::situation));
  }

  /** The board is asked without the lock; what it says of another stage is not used later. */
  private void ask() {
    Standing here = course.standing();
    if (!here.isWatched()) {
      return;
    }
    StageView stage = stage(here, clock.now());
    try {
      asked = new Asked(stage, board.verdicts(unit, stage), null);
    } catch (RuntimeException e) {
      String problem = e.toString();
      if (!problem.equals(asked.problem())) {
        log.warn("unit={} gates could not be asked: {}", unit, problem, e);
      }
      asked = new Asked(stage, List.of(), problem);
    }
  }

  private Situation situation(Standing standing) {
    Moment now = clock.now();
    return new Situation(
        plan,
        standing,
        now,
        course.atStage(standing, now),
        frozenUntil(now),
        asked.verdicts(plan, standing, stage(standing, now)),
        awaited.apply(plan));
  }

  /** By the wall clock and by the steady one: a clock that is stepped thaws nothing. */
  private @Nullable Instant frozenUntil(Moment now) {
    Instant wall = plan.freezes().frozenUntil(now.wall()).orElse(null);
    Instant steady =
        plan.freezes().frozenUntil(now.steady()).map(end -> end.plus(now.step())).orElse(null);
    if (wall == null || steady == null) {
      return wall == null ? steady : wall;
    }
    return wall.isAfter(steady) ? wall : steady;
  }

  private StageView stage(Standing standing, Moment now) {
    Instant since = standing.since();
    return new StageView(
        standing.run(),
        plan.number(standing.basisPoints()),
        standing.basisPoints(),
        since == null ? Instant.EPOCH : since,
        course.atStage(standing, now).compareTo(standing.hold()) >= 0,
        course.resumed());
  }

  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    T result;
    lock.lock();
    try {
      result = action.get();
      course.show();
      publish();
    } finally {
      lock.unlock();
    }
    announcer.tell();
    return result;
  }

  private Seen look() {
    Situation situation = situation(course.standing());
    return new Seen(
        Viewing.of(situation, course.step(), course.isDurable(), course.problem()), situation);
  }

  private void publish() {
    RolloutView before = seen.view();
    List<Transition> moves = course.drain();
    seen = look();
    RolloutView now = seen.view();
    moves.forEach(move -> announcer.add(listener -> listener.moved(move, now)));
    Map<String, Verdict.Says> said = new HashMap<>();
    before.verdicts().forEach(verdict -> said.put(verdict.gate(), verdict.says()));
    for (Verdict verdict : now.verdicts()) {
      Verdict.Says was = said.get(verdict.gate());
      if (was != verdict.says()) {
        announcer.add(listener -> listener.judged(unit, verdict, was));
      }
    }
  }
}
