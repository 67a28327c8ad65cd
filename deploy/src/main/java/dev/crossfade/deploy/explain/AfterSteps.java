package dev.crossfade.deploy.explain;

import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Fallback;
import dev.crossfade.config.model.Mirror;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.StatusPattern;
import dev.crossfade.routing.Availability;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Trace;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes down what else may happen to a request once it is decided where it goes. */
final class AfterSteps {
  private AfterSteps() {}

  static void add(Config config, Decision decision, Visitor visitor, Availability up, Trace trace) {
    if (!(decision instanceof Decision.Serve serve)) {
      return;
    }
    if (!up.isUp(serve.backend())) {
      trace.add("backends." + serve.backend(), serve.backend() + " cannot answer now: 503");
    }
    for (int i = 0; i < config.units().size(); i++) {
      Unit unit = config.units().get(i);
      if (unit.name().equals(serve.unit())) {
        String method = visitor.head().method();
        fallback(unit.fallback(), "units[" + i + "].fallback", method, serve, trace);
        mirror(unit.mirror(), "units[" + i + "].mirror", method, trace);
      }
    }
  }

  private static void fallback(
      @Nullable Fallback fallback, String path, String method, Decision.Serve serve, Trace trace) {
    boolean storefront = serve.backend().equals("legacy") || serve.backend().equals("next");
    if (fallback == null || !fallback.methods().contains(method) || !storefront) {
      return;
    }
    if (serve.reason() == Decision.Reason.PIN) {
      trace.add(path, "no fallback: a pinned checkout stays where it is");
      return;
    }
    String other = serve.backend().equals("next") ? "legacy" : "next";
    String statuses =
        fallback.on().stream().map(StatusPattern::toString).collect(Collectors.joining(", "));
    trace.add(path, "should it answer " + statuses + ", " + other + " is asked first");
  }

  private static void mirror(@Nullable Mirror mirror, String path, String method, Trace trace) {
    if (mirror != null && mirror.methods().contains(method)) {
      String to = mirror.to().equals("other") ? "the other storefront" : mirror.to();
      trace.add(path, mirror.rate() + " of these requests are copied to " + to);
    }
  }
}
