package dev.crossfade.deploy.gateway;

import dev.crossfade.rollout.RolloutListener;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Transition;
import dev.crossfade.rollout.gates.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A line in the log for each move of a rollout, and for each gate that says another thing. */
final class RolloutLog implements RolloutListener {
  private static final Logger log = LoggerFactory.getLogger(RolloutLog.class);

  @Override
  public void moved(Transition transition, RolloutView view) {
    log.atLevel(level(transition.kind()))
        .addKeyValue("unit", transition.unit())
        .addKeyValue("state", transition.to().text())
        .addKeyValue("exposure", transition.basisPoints() / 100.0)
        .addKeyValue("actor", transition.actor())
        .log("rollout {}: {}", transition.kind().text(), transition.reason());
  }

  private static Level level(Transition.Kind kind) {
    return switch (kind) {
      case ROLLBACK, ABORT -> Level.WARN;
      case START, ADVANCE, COMPLETE, HOLD, RESUME, APPROVE -> Level.INFO;
    };
  }

  @Override
  public void judged(String unit, Verdict verdict, Verdict.@Nullable Says before) {
    log.atLevel(level(verdict.says())).addKeyValue("unit", unit).log("gate {}", verdict.sentence());
  }

  /** That there is not enough evidence yet is how every stage begins. */
  private static Level level(Verdict.Says says) {
    return switch (says) {
      case FAIL -> Level.WARN;
      case PASS -> Level.INFO;
      case HOLD -> Level.DEBUG;
    };
  }
}
