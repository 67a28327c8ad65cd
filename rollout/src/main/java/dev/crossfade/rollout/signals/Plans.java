package dev.crossfade.rollout.signals;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Unit;
import dev.crossfade.rollout.gates.Judge;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rollouts of a configuration, each with those who judge it. Thread-safe. */
final class Plans {
  private volatile Map<String, Plan> plans = Map.of();

  /** A rollout as it is configured, with those who judge it. */
  record Plan(Rollout rollout, Judge judge) {
    /** How long a stage lasts; one that is no longer in the plan, as long as the first. */
    Duration hold(int basisPoints) {
      return rollout.stages().stream()
          .filter(stage -> stage.percent().basisPoints() == basisPoints)
          .findFirst()
          .orElse(rollout.stages().getFirst())
          .hold();
    }
  }

  void configure(Config config) {
    Map<String, Plan> next = new HashMap<>();
    for (Unit unit : config.units()) {
      Rollout rollout = unit.rollout();
      if (rollout != null) {
        next.put(unit.name(), new Plan(rollout, Judge.of(rollout)));
      }
    }
    plans = Map.copyOf(next);
  }

  /** Null: the unit has no rollout. */
  @Nullable Plan of(String unit) {
    return plans.get(unit);
  }
}
