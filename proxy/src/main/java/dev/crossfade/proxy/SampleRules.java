package dev.crossfade.proxy;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Pin;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Size;
import dev.crossfade.routing.Decision;
import java.util.HashSet;
import java.util.Set;

/**
 * Which requests may become samples, and how many of them do. Immutable.
 *
 * @param basisPoints how many of ten thousand are drawn
 * @param maxBody the longest body that is copied
 * @param units those that follow no pin: a checkout has one storefront and only one
 */
record SampleRules(int basisPoints, int maxBody, Set<String> units) {
  SampleRules {
    units = Set.copyOf(units);
  }

  static SampleRules of(Config config) {
    Set<String> units = new HashSet<>();
    for (Unit unit : config.units()) {
      if (unit.pin() == null) {
        units.add(unit.name());
      }
    }
    for (Pin pin : config.pins().values()) {
      pin.scope().forEach(units::remove);
    }
    Size maxBody = config.seo().sampling().maxBody();
    return new SampleRules(config.seo().sampling().rate().basisPoints(), maxBody.asInt(), units);
  }

  /** Whether what was decided is one storefront's answer to whoever might have asked. */
  boolean isFor(Decision.Serve serve) {
    String unit = serve.unit();
    boolean storefront = serve.backend().equals("legacy") || serve.backend().equals("next");
    return unit != null
        && storefront
        && units.contains(unit)
        && serve.pins().isEmpty()
        && isForAnybody(serve.reason());
  }

  private static boolean isForAnybody(Decision.Reason reason) {
    return switch (reason) {
      case RULE, CRAWLER, GUARD, BUCKET, SEND -> true;
      case PIN, PREVIEW, PAGE, DEFAULT, FALLBACK -> false;
    };
  }
}
