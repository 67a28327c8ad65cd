package dev.crossfade.routing;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.cohorts.Cohort;
import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Preview;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Crawlers;
import dev.crossfade.config.model.Exposure;
import dev.crossfade.config.model.Fallback;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.StatusPattern;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One unit, ready to be asked who serves a visitor. In this order: an operator's preview, the
 * rules, the policy for crawlers, the bucket; the guard has a say in the last three. Immutable but
 * for the dial and the guard.
 */
final class UnitRules {
  static final String LEGACY = "legacy";
  static final String NEXT = "next";

  private final Unit written;
  private final String name;
  private final String path;
  private final Decision.@Nullable Serve sent;
  private final @Nullable Fallback fallback;
  private final ExposureRules rules;
  private final Crawlers.Route crawlers;
  private final Supply exposed;
  private final @Nullable UnitGuard guard;
  private final Ways byBucket;
  private final Ways byUrl;
  private final Map<String, Decision.Route> previewed = new HashMap<>();
  private final Map<String, Decision.Route> ofPage = new HashMap<>();
  private final Map<String, Map<Decision.Arm, Decision.Route>> pinned = new HashMap<>();

  /** Where the exposure comes from: a constant or a dial. */
  private interface Supply {
    Exposed now();
  }

  /** To either storefront, for one reason. */
  private record Ways(Decision.Route legacy, Decision.Route next) {
    Decision.Route of(boolean toNext) {
      return toNext ? next : legacy;
    }
  }

  private UnitRules(
      Unit unit, int order, Config config, Live live, Function<String, Cohort> cohorts) {
    written = unit;
    name = unit.name();
    path = "units[" + order + "]";
    crawlers = config.crawlers().route();
    guard = UnitGuard.of(unit, path, config, live);
    String send = unit.send();
    fallback = unit.fallback();
    sent = send == null ? null : serve(send, Decision.Reason.SEND, false);
    rules =
        new ExposureRules(
            unit.exposure().rules().stream().map(rule -> rule(rule, cohorts)).toList());
    exposed = supply(unit, live.dials());
    byBucket =
        new Ways(
            new Decision.Route(name, LEGACY, Decision.Arm.LEGACY, Decision.Reason.BUCKET),
            new Decision.Route(name, NEXT, Decision.Arm.NEXT, Decision.Reason.BUCKET));
    byUrl = new Ways(route(LEGACY, Decision.Reason.CRAWLER), route(NEXT, Decision.Reason.CRAWLER));
    for (String backend : config.backends().keySet()) {
      previewed.put(backend, route(backend, Decision.Reason.PREVIEW));
      ofPage.put(backend, route(backend, Decision.Reason.PAGE));
      Map<Decision.Arm, Decision.Route> arms = new EnumMap<>(Decision.Arm.class);
      for (Decision.Arm arm : Decision.Arm.values()) {
        arms.put(arm, new Decision.Route(name, backend, arm, Decision.Reason.PIN));
      }
      pinned.put(backend, arms);
    }
  }

  /** All of a configuration, in its order. */
  static UnitRules[] of(Config config, Live live, Function<String, Cohort> cohorts) {
    List<Unit> units = config.units();
    UnitRules[] all = new UnitRules[units.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = new UnitRules(units.get(i), i, config, live, cohorts);
    }
    return all;
  }

  private static Supply supply(Unit unit, Dials dials) {
    if (unit.rollout() != null) {
      Dials.Dial dial = dials.of(unit.name());
      return dial::now;
    }
    Share percent = unit.exposure().percent();
    Exposed fixed = Exposed.fixed(percent == null ? 0 : percent.basisPoints(), unit.name());
    return () -> fixed;
  }

  private ExposureRules.Rule rule(Exposure.Rule written, Function<String, Cohort> cohorts) {
    return new ExposureRules.Rule(
        cohorts.apply(written.cohort()), serve(written.send(), Decision.Reason.RULE, true));
  }

  private Decision.Route route(String backend, Decision.Reason reason) {
    return new Decision.Route(name, backend, Decision.Arm.NONE, reason);
  }

  private Decision.Serve serve(String backend, Decision.Reason reason, boolean varies) {
    return Decision.Serve.of(route(backend, reason), Decision.Serve.NO_BUCKET, varies);
  }

  String name() {
    return name;
  }

  /** As the configuration has it. */
  Unit written() {
    return written;
  }

  /** Its key in the configuration. */
  String path() {
    return path;
  }

  Exposed exposed() {
    return exposed.now();
  }

  /** Whether next serves it for good. */
  boolean isComplete() {
    return sent == null ? exposed.now().complete() : sent.backend().equals(NEXT);
  }

  /** Whether all visitors see the same storefront, for as long as nobody changes anything. */
  boolean isUniform() {
    return sent != null || (rules.isEmpty() && !exposed.now().splits());
  }

  Decision.Serve serve(Visitor visitor, @Nullable Trace trace) {
    if (sent != null) {
      note(trace, ".send", "unit " + name + " sends everything to " + sent.backend());
      return sent;
    }
    Preview preview = visitor.preview();
    Decision.Route shown = preview == null ? null : previewed.get(preview.backend());
    if (shown != null) {
      note(trace, "", "the preview decides: " + shown.backend() + ", before rules and exposure");
      return Decision.Serve.of(shown, Decision.Serve.NO_BUCKET, true);
    }
    Decision.Serve serve = byRules(visitor, trace);
    return guard == null ? serve : guard.follow(serve, visitor.head().path(), trace);
  }

  private Decision.Serve byRules(Visitor visitor, @Nullable Trace trace) {
    note(trace, visitor);
    Decision.Serve ruled = rules.isEmpty() ? null : rules.find(visitor);
    if (ruled != null) {
      return ruled;
    }
    CrawlerClaim claim = visitor.crawler();
    return claim != null && claim.isBelieved() && crawlers != Crawlers.Route.AS_VISITORS
        ? ofCrawler(visitor, claim, trace)
        : ofBucket(visitor, trace);
  }

  /** What keeps pages from next; null: nothing is watched there. */
  @Nullable UnitGuard guard() {
    return guard;
  }

  /** One storefront a URL, so that no page flips while a stage lasts. */
  private Decision.Serve ofCrawler(Visitor visitor, CrawlerClaim claim, @Nullable Trace trace) {
    Exposed now = exposed.now();
    boolean next =
        switch (crawlers) {
          case LEGACY -> false;
          case NEXT -> true;
          case BY_URL, AS_VISITORS ->
              now.buckets().of(Buckets.hash(visitor.head().path())) < now.basisPoints();
        };
    Decision.Route route = byUrl.of(next);
    if (trace != null) {
      trace.add("crawlers.route", claim.name() + " " + toCrawler(now, visitor, route));
    }
    return Decision.Serve.of(route, Decision.Serve.NO_BUCKET, varies(now));
  }

  private String toCrawler(Exposed now, Visitor visitor, Decision.Route route) {
    return switch (crawlers) {
      case LEGACY, NEXT -> "goes where all crawlers go: " + route.backend();
      case BY_URL, AS_VISITORS ->
          "sees one storefront a URL: "
              + compared(
                  "bucket "
                      + now.buckets().of(Buckets.hash(visitor.head().path()))
                      + " of this path",
                  now,
                  route);
    };
  }

  /** A bucket against the exposure, as people say it. */
  private static String compared(String bucket, Exposed now, Decision.Route route) {
    String admitted =
        switch (now.basisPoints()) {
          case 0 -> "next serves nobody";
          case Buckets.COUNT -> "next serves everybody";
          default ->
              "exposure " + new Share(now.basisPoints()) + " admits 0.." + (now.basisPoints() - 1);
        };
    return bucket + ", and " + admitted + ": " + route.backend();
  }

  /** What says how far the unit is. */
  private String exposureKey() {
    if (written.rollout() != null) {
      return path + ".rollout";
    }
    return path + (written.exposure().percent() == null ? ".exposure" : ".exposure.percent");
  }

  private Decision.Serve ofBucket(Visitor visitor, @Nullable Trace trace) {
    Exposed now = exposed.now();
    int bucket = now.buckets().of(visitor.key());
    Decision.Route route = byBucket.of(bucket < now.basisPoints());
    if (trace != null) {
      trace.add(exposureKey(), compared("bucket " + bucket, now, route));
    }
    return Decision.Serve.of(route, bucket, varies(now));
  }

  private boolean varies(Exposed now) {
    return !rules.isEmpty() || now.splits();
  }

  /** A part of a page that another storefront rendered than the bucket says. */
  Decision.Serve ofPage(String backend, int bucket, boolean varies) {
    return Decision.Serve.of(Objects.requireNonNull(ofPage.get(backend), backend), bucket, varies);
  }

  /**
   * Who is asked when the storefront that served it has no good answer; null: nobody.
   *
   * @param status what it answered
   */
  Decision.@Nullable Serve instead(Decision.Serve serve, String method, int status) {
    Fallback wanted = fallback;
    String other = other(serve.backend());
    if (wanted == null
        || other == null
        || serve.reason() == Decision.Reason.PIN
        || !wanted.methods().contains(method)
        || !isIn(wanted.on(), status)) {
      return null;
    }
    Decision.Route route = new Decision.Route(name, other, serve.arm(), Decision.Reason.FALLBACK);
    return new Decision.Serve(route, serve.bucket(), serve.varies(), serve.pins());
  }

  private static boolean isIn(List<StatusPattern> patterns, int status) {
    for (StatusPattern pattern : patterns) {
      if (pattern.matches(status)) {
        return true;
      }
    }
    return false;
  }

  /** The other storefront; null: it is neither. */
  static @Nullable String other(String backend) {
    return switch (backend) {
      case LEGACY -> NEXT;
      case NEXT -> LEGACY;
      default -> null;
    };
  }

  /** A visitor whose checkout stays where it is. */
  Decision.Serve pinned(PinTicket ticket) {
    var arms = Objects.requireNonNull(pinned.get(ticket.backend()), ticket.backend());
    Decision.Route route = Objects.requireNonNull(arms.get(ticket.arm()), ticket.arm().word());
    return Decision.Serve.of(route, Decision.Serve.NO_BUCKET, true);
  }

  /** Each rule up to the first that holds. */
  private void note(@Nullable Trace trace, Visitor visitor) {
    if (trace == null) {
      return;
    }
    List<ExposureRules.Rule> all = rules.all();
    for (int i = 0; i < all.size(); i++) {
      ExposureRules.Rule rule = all.get(i);
      boolean holds = rule.cohort().holds(visitor);
      String cohort = "cohort " + rule.cohort().name();
      trace.add(
          path + ".exposure.rules[" + i + "]",
          holds
              ? cohort + " holds: sent to " + rule.sent().backend()
              : cohort + " does not hold: the rule is passed over");
      if (holds) {
        return;
      }
    }
  }

  private void note(@Nullable Trace trace, String key, String text) {
    if (trace != null) {
      trace.add(path + key, text);
    }
  }
}
