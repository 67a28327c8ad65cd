package dev.crossfade.rollout.rehearsal;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Rollout.Advance;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.Answer;
import dev.crossfade.rollout.LiveExposure;
import dev.crossfade.rollout.Phase;
import dev.crossfade.rollout.RolloutListener;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Rollouts;
import dev.crossfade.rollout.Transition;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.signals.EvidenceBoard;
import dev.crossfade.rollout.signals.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rehearsal as it goes on: visitors come, the rollout looks, somebody attends to it. */
final class Play {
  /*
   * A gateway looks each second. Where nothing happens that would be a million looks in two weeks,
   * so steps are long there, and end exactly where a hold, a freeze or the calm does. From the fault
   * on they are a second, and later a three-hundredth of the time since: what is reported of
   * the moment of an alarm is late by a second, or by three in a thousand.
   */
  static final String ACTOR = "rehearsal";

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST_STEP = Duration.ofMinutes(30);
  private static final int STEPS_OF_A_HOLD = 200;
  private static final int STEPS_SINCE_FAULT = 300;
  private static final Duration LEAST_PATIENCE = Duration.ofDays(1);
  private static final Duration LONGEST_FREEZE = Duration.ofDays(366);

  private final Rehearsal script;
  private final Rollout plan;
  private final Config config;
  private final VirtualClock clock;
  private final MemoryJournal journal;
  private final Panel panel;
  private final Shop shop;
  private final Rollouts rollouts;
  private final StageLog log;
  private final List<Shown> shown = new ArrayList<>();
  private @Nullable Instant faultDue;
  private @Nullable Instant faultBegan;
  private @Nullable Alarm alarm;
  private @Nullable Alarm blocked;
  private @Nullable Transition moved;
  private List<Verdict> approvals = List.of();

  /** An exposure that visitors had, and since when. */
  record Shown(Instant at, int basisPoints) {}

  Play(Rehearsal script) {
    this.script = script;
    this.plan = script.plan();
    this.config = Alone.of(script.config(), script.unit());
    this.clock = new VirtualClock(script.start());
    this.journal = new MemoryJournal(clock);
    Signals signals = new Signals();
    EvidenceBoard evidence = new EvidenceBoard(signals, clock);
    this.panel = new Panel(evidence, plan);
    this.shop =
        new Shop(
            config,
            script.unit(),
            script.rate(),
            signals.of(script.unit()),
            new Dice(script.seed()));
    this.log = new StageLog(plan);
    RolloutListener listener =
        new RolloutListener() {
          @Override
          public void moved(Transition transition, RolloutView now) {
            onMove(transition);
          }
        };
    this.rollouts = new Rollouts(journal, panel, this::onExposure, clock, List.of(listener));
    evidence.configure(config);
    rollouts.configure(config);
  }

  Report report() {
    Instant began = begin();
    if (began != null) {
      while (!isOver()) {
        step();
      }
    }
    RolloutView end = view();
    Instant ended = clock.wall();
    log.leave(ended, said());
    Ruling ruling = Ruling.of(script, log.runs(), end, faultBegan != null, alarm, blocked);
    return new Report(
        script,
        ruling.outcome(),
        ruling.sentence(),
        log.runs(),
        faultBegan,
        faultBegan == null ? 0 : script.faultBasisPoints(),
        alarm == null && ruling.outcome() == Outcome.HELD_BACK ? blocked : alarm,
        shop.requestsSinceFault(),
        shop.visitorsSinceFault(),
        end.state(),
        end.basisPoints(),
        ended,
        began == null ? null : goBack(end),
        Granted.notes(script, began));
  }

  /** Starts it as soon as no freeze forbids; null: one always does. */
  private @Nullable Instant begin() {
    Instant last = clock.wall().plus(LONGEST_FREEZE);
    rollouts.tick();
    for (Instant end = view().frozenUntil();
        end != null && end.isBefore(last);
        end = view().frozenUntil()) {
      clock.pass(Duration.between(clock.wall(), end));
      rollouts.tick();
    }
    return switch (rollouts.start(script.unit(), ACTOR, "a game day", false)) {
      case Answer.Moved _ -> clock.wall();
      case Answer.Refused _, Answer.Stale _ -> null;
    };
  }

  private boolean isOver() {
    return switch (view().state()) {
      case COMPLETED, ROLLED_BACK, ABORTED, HELD -> true;
      case IDLE -> throw new IllegalStateException("it is idle (expected: it was started)");
      case RUNNING -> isAtItsEnd() || overdue().compareTo(patience()) > 0;
    };
  }

  /** A plan that does not reach everybody has nothing left to do once its last stage is over. */
  private boolean isAtItsEnd() {
    RolloutView now = view();
    return now.nextBasisPoints() == null
        && now.basisPoints() < Share.WHOLE
        && !overdue().isNegative()
        && now.verdicts().stream().allMatch(verdict -> verdict.says() == Says.PASS);
  }

  private void step() {
    Instant now = clock.wall();
    if (faultBegan == null && faultDue != null && !now.isBefore(faultDue)) {
      shop.breakNext(script.fault());
      faultBegan = now;
    }
    Duration span = span(now);
    if (view().frozenUntil() != null && !overdue().isNegative()) {
      log.waitFrozen(span);
    }
    shop.pass(now, span);
    clock.pass(span);
    rollouts.tick();
    attend();
    approvals = manual(view());
  }

  private Duration span(Instant now) {
    Duration hold = log.hold();
    Duration overdue = overdue();
    Duration span =
        clamp((hold.compareTo(overdue) > 0 ? hold : overdue), STEPS_OF_A_HOLD, LONGEST_STEP);
    if (faultBegan != null) {
      span = clamp(Duration.between(faultBegan, now), STEPS_SINCE_FAULT, span);
    } else if (faultDue != null) {
      span = until(faultDue, now, span);
    }
    span = until(now.minus(overdue), now, span);
    Instant frozen = view().frozenUntil();
    return frozen == null ? span : until(frozen, now, span);
  }

  private static Duration clamp(Duration whole, int parts, Duration longest) {
    Duration part = Duration.ofSeconds(whole.toSeconds() / parts);
    return part.compareTo(longest) > 0 ? longest : part.compareTo(SECOND) < 0 ? SECOND : part;
  }

  /** Not beyond a moment that is ahead. */
  private static Duration until(Instant moment, Instant now, Duration span) {
    return moment.isAfter(now) && moment.isBefore(now.plus(span))
        ? Duration.between(now, moment)
        : span;
  }

  /** Does what a person would: approves, and advances where nobody else does. */
  private void attend() {
    RolloutView now = view();
    if (now.state() != Phase.RUNNING) {
      return;
    }
    for (Verdict verdict : manual(now)) {
      if (verdict.says() == Says.HOLD) {
        rollouts.approve(script.unit(), verdict.gate(), ACTOR, "approved as soon as asked");
      }
    }
    if (plan.advance() == Advance.MANUAL && !overdue().isNegative()) {
      rollouts.advance(script.unit(), ACTOR, "as an operator would", null, false);
    }
    if (faultBegan != null && blocked == null && !overdue().isNegative()) {
      plan.gates().stream()
          .filter(script.fault()::isSeenBy)
          .flatMap(gate -> panel.last(gate).stream())
          .filter(verdict -> verdict.says() != Says.PASS)
          .findFirst()
          .ifPresent(verdict -> blocked = alarm(verdict.gate(), verdict.sentence()));
    }
  }

  private void onExposure(String unit, LiveExposure exposure) {
    shop.expose(exposure.basisPoints(), clock.wall());
    shown.add(new Shown(clock.wall(), exposure.basisPoints()));
  }

  private void onMove(Transition transition) {
    moved = transition;
    switch (transition.kind()) {
      case START, ADVANCE -> enter(transition.basisPoints());
      case COMPLETE -> log.leave(clock.wall(), said());
      case ROLLBACK, HOLD -> {
        if (transition.actor().startsWith("gate:")) {
          alarm = alarm(transition.actor().substring("gate:".length()), transition.reason());
          alarm = alarm.at(transition.fromBasisPoints());
        }
      }
      case RESUME, ABORT, APPROVE -> {}
    }
  }

  private void enter(int basisPoints) {
    Instant now = clock.wall();
    log.leave(now, said());
    log.enter(basisPoints, now);
    blocked = null;
    if (script.fault() != Fault.NONE && basisPoints == script.faultBasisPoints()) {
      faultDue = now.plus(log.hold().dividedBy(2));
    }
  }

  private Alarm alarm(String gate, String sentence) {
    Instant now = clock.wall();
    return new Alarm(
        gate,
        sentence,
        now,
        view().basisPoints(),
        shop.requestsSinceFault(),
        faultBegan == null ? Duration.ZERO : Duration.between(faultBegan, now),
        shop.visitorsSinceFault());
  }

  /** What the gates said last: to the panel, and of manual ones before the step that was made. */
  private List<Verdict> said() {
    List<Verdict> all = new ArrayList<>(panel.last());
    all.addAll(approvals);
    return all;
  }

  private List<Verdict> manual(RolloutView now) {
    List<String> names =
        plan.gates().stream().filter(Gate.Manual.class::isInstance).map(Gate::label).toList();
    return now.verdicts().stream().filter(verdict -> names.contains(verdict.gate())).toList();
  }

  private WayBack goBack(RolloutView end) {
    Retreat retreat = new Retreat(config, script.unit(), rollouts, journal, panel, clock);
    Transition last = requireNonNull(moved, "moved");
    return last.kind() == Transition.Kind.ROLLBACK
        ? retreat.happened(last, shown)
        : retreat.order(end, shown);
  }

  private Duration overdue() {
    return log.overdue(clock.wall());
  }

  private Duration patience() {
    return log.hold().compareTo(LEAST_PATIENCE) > 0 ? log.hold() : LEAST_PATIENCE;
  }

  private RolloutView view() {
    return rollouts.view(script.unit()).orElseThrow();
  }
}
