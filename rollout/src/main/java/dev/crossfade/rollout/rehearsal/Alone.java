package dev.crossfade.rollout.rehearsal;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Unit;
import java.util.List;
import java.util.Objects;

/** A configuration with one unit only, whose rollout waits for no other. */
final class Alone {
  private Alone() {}

  static Config of(Config config, String name) {
    Unit unit = config.unit(name).orElseThrow();
    Rollout plan = Objects.requireNonNull(unit.rollout(), "rollout");
    Rollout free =
        new Rollout(
            plan.owner(),
            List.of(),
            plan.advance(),
            plan.stages(),
            plan.freeze(),
            plan.gates(),
            plan.rollback());
    Unit alone =
        new Unit(
            unit.name(),
            unit.match(),
            unit.send(),
            unit.exposure(),
            free,
            unit.pin(),
            unit.fallback(),
            unit.mirror(),
            unit.guard());
    return new Config(
        config.listeners(),
        config.admin(),
        config.trust(),
        config.identity(),
        config.secrets(),
        config.backends(),
        config.cohorts(),
        List.of(alone),
        config.fallback(),
        config.pins(),
        config.crawlers(),
        config.redirects(),
        config.seo(),
        config.limits(),
        config.state(),
        config.telemetry());
  }
}
