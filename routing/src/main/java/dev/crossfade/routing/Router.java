package dev.crossfade.routing;

import dev.crossfade.cohorts.Cohort;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.Signer;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each request which backend answers. The first unit that matches decides by its rules
 * and its exposure; a part of a page follows the page; a checkout stays where it began. Compiled
 * from a configuration once; immutable but for what is {@link Live}.
 */
public final class Router {
  private final UnitIndex index;
  private final UnitRules[] units;
  private final Decision.Serve byDefault;
  private final Decision.Serve byDefaultVaried;
  private final Availability up;
  private final PageParts parts;
  private final Mirrors mirrors;
  private final @Nullable Checkouts checkouts;

  private Router(Config config, Function<String, Cohort> cohorts, Signer signer, Live live) {
    index = UnitIndex.of(config.units());
    units = UnitRules.of(config, live.dials(), cohorts);
    byDefault = byDefault(config.fallback(), Decision.Reason.DEFAULT, false);
    byDefaultVaried = byDefault(config.fallback(), Decision.Reason.DEFAULT, true);
    parts = new PageParts(live.pages(), List.copyOf(config.backends().keySet()));
    mirrors = Mirrors.of(config);
    up = live.up();
    PinRules[] pins = PinRules.of(config, signer);
    checkouts = pins.length == 0 ? null : new Checkouts(pins, units, live.up());
  }

  /**
   * Compiles a configuration.
   *
   * @param cohorts by name
   * @param signer of the pins' cookies
   */
  public static Router of(
      Config config, Function<String, Cohort> cohorts, Signer signer, Live live) {
    return new Router(config, cohorts, signer, live);
  }

  private static Decision.Serve byDefault(String backend, Decision.Reason reason, boolean varies) {
    return Decision.Serve.of(
        new Decision.Route(null, backend, Decision.Arm.NONE, reason),
        Decision.Serve.NO_BUCKET,
        varies);
  }

  public Decision decide(Visitor visitor, long nowMillis) {
    return decide(visitor, nowMillis, null);
  }

  /** The same, and takes down each step. */
  public Decision decide(Visitor visitor, long nowMillis, @Nullable Trace trace) {
    int unit = index.find(visitor.head());
    if (trace != null) {
      trace.add(
          unit == UnitIndex.NONE ? "default" : units[unit].path(),
          unit == UnitIndex.NONE ? "no unit matches" : "unit " + units[unit].name() + " matches");
    }
    Decision.Serve serve = withPage(byUnit(unit, visitor, trace), unit, visitor, trace);
    return checkouts == null
        ? serve
        : checkouts.follow(serve, unit, visitor, nowMillis / 1_000, trace);
  }

  private Decision.Serve byUnit(int unit, Visitor visitor, @Nullable Trace trace) {
    return unit == UnitIndex.NONE ? byDefault : units[unit].serve(visitor, trace);
  }

  /** Where the visitor's own bucket or nothing decided, a part of a page follows the page. */
  private Decision.Serve withPage(
      Decision.Serve serve, int unit, Visitor visitor, @Nullable Trace trace) {
    if (serve.reason() != Decision.Reason.BUCKET && serve.reason() != Decision.Reason.DEFAULT) {
      return serve;
    }
    RequestHead page = parts.pageOf(visitor.head());
    if (page == null) {
      return serve;
    }
    String backend = parts.backendOf(visitor, page);
    if (backend == null) {
      backend = byUnit(index.find(page), visitor.at(page), null).backend();
    }
    if (backend.equals(serve.backend())) {
      return serve.reason() == Decision.Reason.DEFAULT ? byDefaultVaried() : serve;
    }
    if (trace != null) {
      trace.add("", "part of the page " + page.path() + ", which " + backend + " rendered");
    }
    return unit == UnitIndex.NONE
        ? byDefault(backend, Decision.Reason.PAGE, true)
        : units[unit].ofPage(backend, serve.bucket());
  }

  /** Of a part of a page: another page's visitor may get it from another storefront. */
  private Decision.Serve byDefaultVaried() {
    for (UnitRules unit : units) {
      if (!unit.isUniform()) {
        return byDefaultVaried;
      }
    }
    return byDefault;
  }

  /**
   * Whom to ask before a visitor gets this answer; null: nobody.
   *
   * @param status what the storefront that was decided on has answered
   */
  public Decision.@Nullable Serve instead(Decision.Serve serve, String method, int status) {
    if (status < 400 || serve.unit() == null) {
      return null;
    }
    for (UnitRules unit : units) {
      if (unit.name().equals(serve.unit())) {
        Decision.Serve other = unit.instead(serve, method, status);
        return other != null && up.isUp(other.backend()) ? other : null;
      }
    }
    return null;
  }

  /** Where a copy of this request may go, for its answer to be compared; null: nowhere. */
  public @Nullable ShadowTarget shadow(Decision.Serve serve, String method) {
    return mirrors.of(serve, method);
  }

  /**
   * A request was answered; the parts of a page will follow it.
   *
   * @param backend whose answer it was
   */
  public void onAnswer(Visitor visitor, String backend) {
    parts.onPage(visitor, backend);
  }
}
