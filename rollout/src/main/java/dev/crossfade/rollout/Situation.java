package dev.crossfade.rollout;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Gate.OnFail;
import dev.crossfade.config.value.Durations;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.schedule.SteadyClock.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the state machine looks at when it decides.
 *
 * @param standing where the rollout stands
 * @param atStage how long it has been there
 * @param frozenUntil the end of the freeze it is in, by the wall clock; null: it is in none
 * @param verdicts of the gates that are asked here
 * @param awaited the units that must be complete before, and are not, in words
 */
record Situation(
    Plan plan,
    Standing standing,
    Moment now,
    Duration atStage,
    @Nullable Instant frozenUntil,
    List<Verdict> verdicts,
    List<String> awaited) {

  Situation {
    verdicts = List.copyOf(verdicts);
    awaited = List.copyOf(awaited);
  }

  Phase phase() {
    return standing.phase();
  }

  /** When the hold is over, as the wall clock will show it if it is not stepped again. */
  Instant holdsUntil() {
    Instant measured = now.steady().minus(atStage).plus(standing.hold()).plus(now.step());
    if (standing.since() == null) {
      return measured;
    }
    Instant planned = standing.since().plus(standing.hold());
    boolean agree = Duration.between(planned, measured).abs().toMillis() < Moment.AGREE_MILLIS;
    return agree ? planned : measured;
  }

  /** What stands between the rollout and more exposure, each as the end of "it waits for". */
  List<String> obstacles() {
    List<String> found = new ArrayList<>();
    if (standing.held() != null) {
      found.add("somebody to resume it: held " + standing.held());
    }
    if (atStage.compareTo(standing.hold()) < 0) {
      found.add(
          "the end of its hold of "
              + Durations.print(standing.hold())
              + " at "
              + holdsUntil().truncatedTo(SECONDS));
    }
    found.addAll(freeze());
    for (Verdict verdict : verdicts) {
      if (verdict.says() != Says.PASS) {
        found.add("gate " + verdict.sentence());
      }
    }
    found.addAll(awaited);
    return found;
  }

  /** The freeze as an obstacle, if there is one. */
  List<String> freeze() {
    if (frozenUntil == null) {
      return List.of();
    }
    String stepped =
        now.step().isZero()
            ? ""
            : " (the clock was stepped by "
                + Durations.print(now.step().abs())
                + (now.step().isNegative() ? " back" : "")
                + "; a freeze counts by the old time and by the new)";
    return List.of("the end of the freeze at " + frozenUntil.truncatedTo(SECONDS) + stepped);
  }

  /** The verdicts that say fail of gates that answer a fail like this, unless latched already. */
  List<Verdict> failing(OnFail answer) {
    return verdicts.stream()
        .filter(verdict -> verdict.says() == Says.FAIL)
        .filter(verdict -> !standing.failed().containsKey(verdict.gate()))
        .filter(verdict -> onFail(verdict.gate()) == answer)
        .toList();
  }

  private OnFail onFail(String label) {
    return plan.rollout().gates().stream()
        .filter(gate -> gate.label().equals(label))
        .map(Gate::policy)
        .map(Gate.Policy::onFail)
        .findFirst()
        .orElse(OnFail.HOLD);
  }

  String exposure() {
    return new Share(standing.basisPoints()).toString();
  }
}
