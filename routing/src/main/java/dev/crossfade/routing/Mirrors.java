package dev.crossfade.routing;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Mirror;
import dev.crossfade.config.model.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The units whose requests are copied, found by name and by who served. Immutable. */
final class Mirrors {
  private final Map<String, Copies> byUnit;

  private Mirrors(Map<String, Copies> byUnit) {
    this.byUnit = Map.copyOf(byUnit);
  }

  /** Copies of one unit's requests, by the backend that served them. */
  private record Copies(List<String> methods, Map<String, ShadowTarget> byServing) {}

  static Mirrors of(Config config) {
    Map<String, Copies> all = new HashMap<>();
    for (Unit unit : config.units()) {
      Mirror mirror = unit.mirror();
      if (mirror != null && mirror.rate().basisPoints() > 0) {
        all.put(unit.name(), copies(mirror, config.backends().keySet()));
      }
    }
    return new Mirrors(all);
  }

  private static Copies copies(Mirror mirror, Iterable<String> backends) {
    Map<String, ShadowTarget> byServing = new HashMap<>();
    for (String serving : backends) {
      String to = mirror.to().equals("other") ? UnitRules.other(serving) : mirror.to();
      if (to != null && !to.equals(serving)) {
        byServing.put(serving, new ShadowTarget(to, mirror.rate().basisPoints()));
      }
    }
    return new Copies(mirror.methods(), Map.copyOf(byServing));
  }

  /**
   * A checkout has one storefront and only one, and an answer that was asked for twice already has
   * cost enough.
   */
  @Nullable ShadowTarget of(Decision.Serve serve, String method) {
    String unit = serve.unit();
    Copies copies = unit == null ? null : byUnit.get(unit);
    if (copies == null
        || serve.reason() == Decision.Reason.PIN
        || serve.reason() == Decision.Reason.FALLBACK
        || !serve.pins().isEmpty()
        || !copies.methods.contains(method)) {
      return null;
    }
    return copies.byServing.get(serve.backend());
  }
}
