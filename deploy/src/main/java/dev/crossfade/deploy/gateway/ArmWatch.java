package dev.crossfade.deploy.gateway;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Pin;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Severity;
import dev.crossfade.config.model.Unit;
import dev.crossfade.proxy.Failure;
import dev.crossfade.proxy.Outcome;
import dev.crossfade.proxy.OutcomeSink;
import dev.crossfade.proxy.PinNews;
import dev.crossfade.proxy.PinSink;
import dev.crossfade.proxy.SessionSink;
import dev.crossfade.rollout.signals.ArmSignals;
import dev.crossfade.rollout.signals.Signals;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Decision.Arm;
import dev.crossfade.routing.Dials;
import dev.crossfade.routing.Exposed;
import dev.crossfade.seo.shadow.ShadowVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells rollouts what visitors met with. Visitors whom a rule sent count for no arm; crawlers count
 * for the storefront that answered them, and for nothing else. Thread-safe.
 *
 * <p>An error is an answer of 500 and above, or none where the backend owed one. What a client
 * spoiled is nobody's error, and a page that nobody has is an answer.
 */
final class ArmWatch implements OutcomeSink, PinSink, SessionSink {
  private final Signals signals;
  private final Dials dials;
  private final Map<String, Long> turnedSecond = new ConcurrentHashMap<>();
  private volatile Set<String> units = Set.of();
  private volatile List<Asks> asking = List.of();

  /**
   * A gate that asks about checkouts.
   *
   * @param follows whether the pin follows the unit
   */
  private record Asks(String unit, String pin, boolean follows) {}

  ArmWatch(Signals signals, Dials dials) {
    this.signals = signals;
    this.dials = dials;
  }

  /** Units without a rollout are not counted: they have no gates. */
  void configure(Config config) {
    Set<String> names = new HashSet<>();
    List<Asks> found = new ArrayList<>();
    for (Unit unit : config.units()) {
      Rollout rollout = unit.rollout();
      if (rollout != null) {
        names.add(unit.name());
        for (Gate gate : rollout.gates()) {
          if (gate instanceof Gate.Checkout checkout) {
            Pin pin = config.pins().get(checkout.pin());
            boolean follows = pin != null && pin.scope().contains(unit.name());
            found.add(new Asks(unit.name(), checkout.pin(), follows));
          }
        }
      }
    }
    units = Set.copyOf(names);
    asking = List.copyOf(found);
  }

  /** From here on the unit's visitors may be in other arms. */
  void onExposure(String unit, Instant now) {
    turnedSecond.put(unit, now.getEpochSecond());
  }

  @Override
  public void onOutcome(Outcome outcome) {
    if (!(outcome.decision() instanceof Decision.Serve serve)) {
      return;
    }
    String unit = serve.unit();
    Failure failure = outcome.error();
    boolean spoiled = failure != null && !failure.isBackends();
    if (unit == null || spoiled || !units.contains(unit)) {
      return;
    }
    CrawlerClaim crawler = outcome.crawler();
    if (crawler != null && crawler.standing() == CrawlerClaim.Standing.VERIFIED) {
      ArmSignals storefront = storefront(unit, serve.backend());
      if (storefront != null) {
        storefront.onCrawl(outcome.status() >= 400 || failure != null);
      }
      return;
    }
    ArmSignals arm = arm(unit, serve.arm());
    if (arm != null) {
      boolean error = outcome.status() >= 500 || failure != null;
      arm.onAnswer(error, outcome.visitorKey(), second());
      if (outcome.firstByteNanos() >= 0) {
        arm.onLatency(outcome.firstByteNanos() / 1_000);
      }
      if (serve.reason() == Decision.Reason.BUCKET && isKnown(outcome.knownBy())) {
        arm.onVisitor(outcome.visitorKey());
      }
    }
  }

  /** Those who came back with what told them apart; the others may come once and never again. */
  private static boolean isKnown(Visitor.@Nullable KnownBy by) {
    return switch (by) {
      case USER, COOKIE -> true;
      case FRESH, ADDRESS -> false;
      case null -> false;
    };
  }

  private @Nullable ArmSignals arm(String unit, Arm arm) {
    return switch (arm) {
      case LEGACY -> signals.of(unit).legacy();
      case NEXT -> signals.of(unit).next();
      case NONE -> null;
    };
  }

  private @Nullable ArmSignals storefront(String unit, String backend) {
    return switch (backend) {
      case "legacy" -> signals.of(unit).legacy();
      case "next" -> signals.of(unit).next();
      default -> null;
    };
  }

  /**
   * A checkout counts for every unit whose gates ask about its pin. Where the pin follows the unit,
   * it counts for the arm that it began in; elsewhere for the arm that its visitor is in, unless
   * that may have changed since it began.
   */
  @Override
  public void onPin(PinNews news) {
    switch (news.event()) {
      case COMPLETED -> onEnd(news, true);
      case ABANDONED -> onEnd(news, false);
      case STARTED, MOVED, KEPT, REFRESHED, HELD, EVICTED, FORGED, FOREIGN, EXPIRED -> {}
    }
  }

  private void onEnd(PinNews news, boolean completed) {
    for (Asks asks : asking) {
      if (asks.pin.equals(news.pin())) {
        Arm arm = asks.follows ? news.arm() : armOf(asks.unit, news);
        ArmSignals signal = arm(asks.unit, arm);
        if (signal != null) {
          signal.onCheckout(news.pin(), completed);
        }
      }
    }
  }

  private Arm armOf(String unit, PinNews news) {
    Long turned = turnedSecond.get(unit);
    if (turned == null || news.issued() <= turned) {
      return Arm.NONE;
    }
    Exposed now = dials.of(unit).now();
    return now.buckets().of(news.visitorKey()) < now.basisPoints() ? Arm.NEXT : Arm.LEGACY;
  }

  @Override
  public void onSession(Decision.Route route, String cookie, boolean lost, long visitorKey) {
    String unit = route.unit();
    ArmSignals arm = unit == null || !units.contains(unit) ? null : arm(unit, route.arm());
    if (arm != null) {
      arm.onSession(cookie, lost, visitorKey, second());
    }
  }

  private static long second() {
    return System.nanoTime() / 1_000_000_000;
  }

  /**
   * A page of one storefront was compared with the other's. Another status is what search engines
   * act on; other contents may be noise as well.
   */
  void onCompared(String unit, ShadowVerdict verdict) {
    if (units.contains(unit)) {
      switch (verdict) {
        case ShadowVerdict.Same _ -> signals.of(unit).onPage(null);
        case ShadowVerdict.StatusDiffers _ -> signals.of(unit).onPage(Severity.CRITICAL);
        case ShadowVerdict.BodyDiffers _ -> signals.of(unit).onPage(Severity.MAJOR);
        case ShadowVerdict.Incomparable _ -> {}
      }
    }
  }
}
