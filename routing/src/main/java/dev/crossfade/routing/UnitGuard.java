package dev.crossfade.routing;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Unit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the withheld templates of one unit from next. Such a page is in neither arm, also for those
 * whom the bucket leaves on legacy: else legacy alone would count for it. Asking makes nothing
 * while nothing is withheld.
 */
final class UnitGuard {
  private final Guards.Guard guard;
  private final Templates templates;
  private final Availability up;
  private final Decision.Route kept;
  private final String key;

  private UnitGuard(
      Guards.Guard guard, Templates templates, Availability up, Decision.Route kept, String key) {
    this.guard = guard;
    this.templates = templates;
    this.up = up;
    this.kept = kept;
    this.key = key;
  }

  /**
   * The unit's own; null: nothing is watched on next.
   *
   * @param path of the unit in the configuration
   */
  static @Nullable UnitGuard of(Unit unit, String path, Config config, Live live) {
    if (unit.guard().isEmpty() || unit.send() != null) {
      return null;
    }
    return new UnitGuard(
        live.guards().of(unit.name()),
        Templates.of(config.seo().templates()),
        live.up(),
        kept(unit.name()),
        path + ".guard");
  }

  /** To legacy, for no arm. */
  static Decision.Route kept(String unit) {
    return new Decision.Route(unit, UnitRules.LEGACY, Decision.Arm.NONE, Decision.Reason.GUARD);
  }

  /** Whether anything is kept from next now. */
  boolean isOn() {
    return !guard.withheld().isEmpty();
  }

  /** The template of a path that is kept from next now; null: it is not. */
  @Nullable String withheld(String path) {
    Set<String> names = guard.withheld();
    if (names.isEmpty()) {
      return null;
    }
    String template = templates.nameOf(path);
    return names.contains(template) && up.isUp(UnitRules.LEGACY) ? template : null;
  }

  /** The decision of rules, crawlers and bucket with the guard in it. */
  Decision.Serve follow(Decision.Serve serve, String path, @Nullable Trace trace) {
    boolean compared = serve.reason() == Decision.Reason.BUCKET;
    String template = compared || serve.backend().equals(UnitRules.NEXT) ? withheld(path) : null;
    if (template == null) {
      return serve;
    }
    if (trace != null) {
      trace.add(
          key, "template " + template + " is kept from next until it heals: legacy, for no arm");
    }
    return Decision.Serve.of(kept, serve.bucket(), serve.varies());
  }
}
