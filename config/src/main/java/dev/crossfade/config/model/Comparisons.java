package dev.crossfade.config.model;

import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.value.Share;
import org.jspecify.annotations.Nullable;

/**
 * Warns of what waits for pages that nobody compares: a gate that never has data holds its rollout
 * for good, and a guard that sees nothing guards nothing; both are found out too late.
 */
final class Comparisons {
  private Comparisons() {}

  static void check(Config config, Complaints complaints) {
    for (int i = 0; i < config.units().size(); i++) {
      Unit unit = config.units().get(i);
      String why = whyNone(config, unit);
      if (why != null) {
        Complaints here = complaints.at("units").at(i);
        if (unit.rollout() != null && holds(unit.rollout())) {
          here.at("rollout")
              .at("gates")
              .warning("no page is compared, so the parity gate holds for good: " + why);
        }
        if (!unit.guard().isEmpty()) {
          here.at("guard").warning("no page is compared, so it guards nothing: " + why);
        }
      }
    }
  }

  /** Null: pages of this unit are compared. */
  private static @Nullable String whyNone(Config config, Unit unit) {
    if (unit.send() != null) {
      return "the unit is all of one backend";
    }
    if (unit.pin() != null) {
      return "the unit has a pin";
    }
    for (var pin : config.pins().entrySet()) {
      if (pin.getValue().scope().contains(unit.name())) {
        return "the unit follows pin " + pin.getKey();
      }
    }
    Seo.Sampling sampling = config.seo().sampling();
    boolean never =
        sampling.rate().equals(Share.NONE)
            || sampling.maxPerSecond() == 0
            || sampling.cpu().equals(Share.NONE);
    return never && config.seo().criticalPaths().urls().isEmpty()
        ? "seo.sampling is off and there are no seo.criticalPaths"
        : null;
  }

  private static boolean holds(Rollout rollout) {
    return rollout.gates().stream()
        .anyMatch(
            gate ->
                gate instanceof Gate.Parity parity
                    && parity.policy().onNoData() == Gate.OnNoData.HOLD);
  }
}
