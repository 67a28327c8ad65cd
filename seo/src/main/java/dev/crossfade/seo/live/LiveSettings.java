package dev.crossfade.seo.live;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Pin;
import dev.crossfade.config.model.Seo;
import dev.crossfade.config.model.Severity;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Size;
import dev.crossfade.routing.Templates;
import dev.crossfade.seo.finding.Rule;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a configuration says about live parity.
 *
 * <p>Units are sampled where {@code seo} says anything, and otherwise only those with a parity gate
 * or a guard. Never one that is all one backend's, nor one that follows a pin: what its visitors
 * see depends on what they did.
 *
 * @param units that are compared
 * @param guards what is guarded, by unit
 * @param templates names, {@link Templates#OTHER} among them
 */
public record LiveSettings(
    Seo seo, Set<String> units, Map<String, Set<Rule>> guards, Set<String> templates) {
  private static final Duration LEAST_CHECKS = Duration.ofSeconds(1);
  private static final Duration MOST_CHECKS = Duration.ofSeconds(30);

  public LiveSettings {
    units = Set.copyOf(units);
    guards = Map.copyOf(guards);
    templates = Set.copyOf(templates);
  }

  public static LiveSettings of(Config config) {
    Set<String> units = new HashSet<>();
    Map<String, Set<Rule>> guards = new HashMap<>();
    boolean all = isWritten(config.seo());
    for (Unit unit : config.units()) {
      boolean wanted = all || !unit.guard().isEmpty() || hasParityGate(unit);
      if (wanted && unit.send() == null && !followsPin(config, unit)) {
        units.add(unit.name());
        if (!unit.guard().isEmpty()) {
          guards.put(unit.name(), rules(unit));
        }
      }
    }
    Set<String> templates = new HashSet<>(Set.of(Templates.OTHER));
    config.seo().templates().forEach(template -> templates.add(template.name()));
    return new LiveSettings(config.seo(), units, guards, templates);
  }

  /** Whether somebody wants to know; a section that only repeats the defaults does not say so. */
  private static boolean isWritten(Seo seo) {
    return seo.origin() != null
        || !seo.templates().isEmpty()
        || !seo.criticalPaths().urls().isEmpty()
        || !seo.rules().isEmpty()
        || !seo.ignore().isEmpty();
  }

  private static boolean hasParityGate(Unit unit) {
    return unit.rollout() != null
        && unit.rollout().gates().stream().anyMatch(Gate.Parity.class::isInstance);
  }

  private static boolean followsPin(Config config, Unit unit) {
    return unit.pin() != null
        || config.pins().values().stream().map(Pin::scope).anyMatch(s -> s.contains(unit.name()));
  }

  private static Set<Rule> rules(Unit unit) {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    for (Unit.Guard guard : unit.guard()) {
      rules.add(
          switch (guard) {
            case NOINDEX -> Rule.SEO_NOINDEX;
            case CANONICAL -> Rule.SEO_CANONICAL;
            case STATUS -> Rule.SEO_STATUS;
          });
    }
    return Set.copyOf(rules);
  }

  /** The longest body that is looked at, without its coding. */
  int mostBody() {
    Size most = seo.sampling().maxBody();
    return (int) Math.min(most.bytes(), Integer.MAX_VALUE - 8);
  }

  /** How long a template that falls is legacy's at least: one round of the critical paths. */
  Duration hold() {
    return seo.criticalPaths().every();
  }

  /** How often what is in doubt is looked at. */
  Duration checks() {
    Duration tenth = hold().dividedBy(10);
    return tenth.compareTo(LEAST_CHECKS) < 0
        ? LEAST_CHECKS
        : tenth.compareTo(MOST_CHECKS) > 0 ? MOST_CHECKS : tenth;
  }

  /** What is bad enough for a guard. */
  static boolean isGrave(Severity severity) {
    return severity == Severity.CRITICAL;
  }
}
