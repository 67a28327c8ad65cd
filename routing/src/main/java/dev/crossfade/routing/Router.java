package dev.crossfade.routing;

import dev.crossfade.cohorts.Cohort;
import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.Signer;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Redirect;
import dev.crossfade.routing.redirects.Redirection;
import dev.crossfade.routing.redirects.Redirects;
import dev.crossfade.routing.redirects.Scope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Map<String, UnitRules> unitsByName;
  private final Redirects redirects;
  private final Availability up;
  private final PageParts parts;
  private final Mirrors mirrors;
  private final @Nullable Checkouts checkouts;
  private final RedirectTrace redirectTrace;

  /** Of the units that watch next. */
  private final List<UnitGuard> guards;

  private Router(
      Config config,
      Function<String, Cohort> cohorts,
      Signer signer,
      Redirects redirects,
      Live live) {
    this.redirects = redirects;
    redirectTrace = new RedirectTrace(redirects.map());
    unitsByName = new HashMap<>();
    index = UnitIndex.of(config.units());
    units = UnitRules.of(config, live, cohorts);
    guards = Arrays.stream(units).map(UnitRules::guard).filter(Objects::nonNull).toList();
    for (UnitRules unit : units) {
      unitsByName.put(unit.name(), unit);
    }
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
   * @param redirects are asked before any backend
   */
  public static Router of(
      Config config,
      Function<String, Cohort> cohorts,
      Signer signer,
      Redirects redirects,
      Live live) {
    return new Router(config, cohorts, signer, redirects, live);
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
      UnitTrace.add(units, unit, byDefault.backend(), visitor.head(), trace);
    }
    Decision.Serve serve = withPage(byUnit(unit, visitor, trace), unit, visitor, trace);
    Decision decision =
        checkouts == null
            ? serve
            : checkouts.follow(serve, unit, visitor, nowMillis / 1_000, trace);
    return redirects.map().entries() == 0 || !(decision instanceof Decision.Serve served)
        ? decision
        : redirected(served, visitor, trace);
  }

  /** Where the page is somewhere else, for this visitor and now; the decision where it is not. */
  private Decision redirected(Decision.Serve serve, Visitor visitor, @Nullable Trace trace) {
    Redirection to =
        redirects.map().find(visitor.head(), (policy, way) -> holds(policy, way, serve, visitor));
    if (trace != null) {
      redirectTrace.passedOver(to, visitor, serve, trace);
    }
    if (to == null) {
      return serve;
    }
    if (isForSome(to.policy()) && leadsToWithheld(to, serve, visitor)) {
      return keptHere(serve, to, trace);
    }
    boolean varies = isForSome(to.policy()) && isSplit(to.policy(), serve);
    int status = to.status() == Redirection.AUTO ? status(to.policy()) : to.status();
    if (trace != null) {
      redirectTrace.found(to, status, trace);
    }
    return to.location().isEmpty()
        ? new Decision.Gone(serve.route(), to.entry(), varies)
        : new Decision.Redirect(serve.route(), to.entry(), status, to.location(), varies);
  }

  /**
   * Whether the page that a visitor of next would be sent to is one of those that are kept from it:
   * legacy may not know it, or would send them back.
   */
  private boolean leadsToWithheld(Redirection to, Decision.Serve serve, Visitor visitor) {
    if (!isAnyWithheld()
        || to.location().isEmpty()
        || serve.reason() == Decision.Reason.PIN
        || serve.reason() == Decision.Reason.PREVIEW) {
      return false;
    }
    PageHead there = PageHead.to(visitor.head(), to.location());
    int unit = index.find(there);
    UnitGuard guard = unit == UnitIndex.NONE ? null : units[unit].guard();
    return guard != null && guard.withheld(there.path()) != null;
  }

  private boolean isAnyWithheld() {
    for (UnitGuard guard : guards) {
      if (guard.isOn()) {
        return true;
      }
    }
    return false;
  }

  /** Legacy serves the old page for as long as next may not serve the new one. */
  private static Decision.Serve keptHere(
      Decision.Serve serve, Redirection to, @Nullable Trace trace) {
    if (trace != null) {
      trace.add("", "the page at " + to.location() + " is kept from next: legacy serves this one");
    }
    Decision.Route kept =
        new Decision.Route(
            serve.unit(), UnitRules.LEGACY, Decision.Arm.NONE, Decision.Reason.GUARD);
    return new Decision.Serve(kept, serve.bucket(), serve.varies(), serve.pins());
  }

  private static boolean isForSome(Redirect.Policy policy) {
    return policy.reverse() || policy.when() != Redirect.When.ALWAYS;
  }

  /** Whether next serves some visitors there and legacy others. */
  private boolean isSplit(Redirect.Policy policy, Decision.Serve serve) {
    UnitRules unit = policy.unit() == null ? null : unitsByName.get(policy.unit());
    return unit == null ? serve.varies() : !unit.isUniform();
  }

  private boolean holds(
      Redirect.Policy policy, Scope.Way way, Decision.Serve serve, Visitor visitor) {
    return switch (way) {
      case BACK -> !isNexts(policy, serve, visitor);
      case FORTH ->
          switch (policy.when()) {
            case ALWAYS -> !policy.reverse() || isNexts(policy, serve, visitor);
            case NEXT -> isNexts(policy, serve, visitor);
            case COMPLETE -> isComplete(policy);
          };
    };
  }

  /** Whether next serves the visitor in the policy's unit, or in the one that was matched. */
  private boolean isNexts(Redirect.Policy policy, Decision.Serve serve, Visitor visitor) {
    String named = policy.unit();
    UnitRules unit = named == null || named.equals(serve.unit()) ? null : unitsByName.get(named);
    Decision.Serve there = unit == null ? serve : unit.serve(visitor, null);
    return there.backend().equals(UnitRules.NEXT);
  }

  private boolean isComplete(Redirect.Policy policy) {
    UnitRules unit = policy.unit() == null ? null : unitsByName.get(policy.unit());
    return unit != null && unit.isComplete();
  }

  /** For as long as the rollout may go back, a move is not for good. */
  private int status(Redirect.Policy policy) {
    return isComplete(policy) ? 301 : 302;
  }

  private Decision.Serve byUnit(int unit, Visitor visitor, @Nullable Trace trace) {
    return unit == UnitIndex.NONE ? byDefault : units[unit].serve(visitor, trace);
  }

  /**
   * Where the visitor's own bucket, a guard or nothing decided, a part of a page follows the page:
   * what next rendered before a guard spoke is next's whole. A part of another unit's page says
   * nothing about this unit's arms, also where both would go there: only those whose own bucket
   * agrees would count, and they are not like the others.
   */
  private Decision.Serve withPage(
      Decision.Serve serve, int unit, Visitor visitor, @Nullable Trace trace) {
    if (serve.reason() != Decision.Reason.BUCKET
        && serve.reason() != Decision.Reason.GUARD
        && serve.reason() != Decision.Reason.DEFAULT) {
      return serve;
    }
    RequestHead page = parts.pageOf(visitor.head());
    if (page == null) {
      return serve;
    }
    int pages = index.find(page);
    String backend = parts.backendOf(visitor, page);
    if (backend == null) {
      backend = byUnit(pages, visitor.at(page), null).backend();
    }
    if (trace != null) {
      boolean moves = !backend.equals(serve.backend());
      trace.add(
          "",
          "a part of the page "
              + page.path()
              + ", which is "
              + backend
              + "'s for this visitor: "
              + (moves ? "it follows the page" : "so is the part"));
    }
    if (backend.equals(serve.backend())) {
      if (serve.reason() == Decision.Reason.DEFAULT) {
        return byDefaultVaried();
      }
      return pages == unit ? serve : units[unit].ofPage(backend, serve.bucket(), serve.varies());
    }
    return unit == UnitIndex.NONE
        ? byDefault(backend, Decision.Reason.PAGE, true)
        : units[unit].ofPage(backend, serve.bucket(), true);
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
    UnitRules unit = unitsByName.get(serve.unit());
    Decision.Serve other = unit == null ? null : unit.instead(serve, method, status);
    return other != null && up.isUp(other.backend()) ? other : null;
  }

  /** Where a copy of this request may go, for its answer to be compared; null: nowhere. */
  public @Nullable ShadowTarget shadow(Decision.Serve serve, String method) {
    return mirrors.of(serve, method);
  }

  /**
   * A storefront has answered. The parts of a page will follow it, and a page that nobody has is
   * counted.
   *
   * @param backend whose answer it was
   * @param status of the answer
   */
  public void onAnswer(Visitor visitor, String backend, int status, long nowMillis) {
    parts.onPage(visitor, backend);
    if (status == 404) {
      redirects.misses().miss(visitor.head().path(), nowMillis / 1_000);
    }
  }

  /** A visitor was sent on, or told that the page is gone. */
  public void onRedirect(int entry, Visitor visitor, long nowMillis) {
    CrawlerClaim crawler = visitor.crawler();
    redirects.hits().hit(entry, nowMillis / 1_000, crawler != null && crawler.isBelieved());
  }
}
