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
 * <p>An error is an answer of 500 and above, or none where the backend owed one; also where the
 * other storefront helped out, or a checkout had to wait. What a client spoiled is nobody's error,
 * and a page that nobody has is an answer. What began before the exposure was turned last counts
 * for neither arm: it may be in another one now.
 */
final class ArmWatch implements OutcomeSink, PinSink, SessionSink {
  private final Signals signals;
  private final Dials dials;
  private final Map<String, Turned> turned = new ConcurrentHashMap<>();
  private volatile Set<String> units = Set.of();
  private volatile List<Asks> asking = List.of();

  /**
   * A gate that asks about checkouts.
   *
   * @param follows whether the unit follows the pin
   */
  private record Asks(String unit, String pin, boolean follows) {}

  /**
   * When an exposure was turned last: in seconds since 1970, and by a clock that is not stepped.
   */
  private record Turned(long second, long nanos) {}

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
            boolean follows =
                checkout.pin().equals(unit.pin())
                    || (pin != null && pin.scope().contains(unit.name()));
            found.add(new Asks(unit.name(), checkout.pin(), follows));
          }
        }
      }
    }
    units = Set.copyOf(names);
    asking = List.copyOf(found);
  }

  /** The unit's dial was turned: its visitors may be in other arms from here on. */
  void onExposure(String unit) {
    turned.put(unit, new Turned(Instant.now().getEpochSecond(), System.nanoTime()));
  }

  @Override
  public void onOutcome(Outcome outcome) {
    Decision decision = outcome.decision();
    if (decision == null
        || decision instanceof Decision.Redirect
        || decision instanceof Decision.Gone) {
      return; // no storefront had a part in it
    }
    Decision.Route route = decision.route();
    String unit = route.unit();
    if (unit == null || !units.contains(unit)) {
      return;
    }
    Failure failure = outcome.error();
    boolean spoiled = failure != null && !failure.isBackends();
    CrawlerClaim crawler = outcome.crawler();
    if (crawler != null && crawler.standing() == CrawlerClaim.Standing.VERIFIED) {
      ArmSignals storefront = spoiled ? null : storefront(unit, route.backend());
      if (storefront != null) {
        storefront.onCrawl(outcome.status() >= 400 || failure != null);
      }
      return;
    }
    long now = System.nanoTime();
    ArmSignals arm = arm(unit, route.arm());
    if (arm == null || !isOfThisExposure(unit, now - outcome.durationNanos())) {
      return;
    }
    if (isArrival(decision, outcome)) {
      arm.onVisitor(outcome.visitorKey());
    }
    if (!spoiled) {
      boolean error = outcome.status() >= 500 || outcome.passedOver() >= 500 || failure != null;
      arm.onAnswer(error, outcome.visitorKey(), now / 1_000_000_000);
      if (outcome.firstByteNanos() >= 0) {
        arm.onLatency(outcome.firstByteNanos() / 1_000);
      }
    }
  }

  private boolean isOfThisExposure(String unit, long began) {
    Turned last = turned.get(unit);
    return last != null && began - last.nanos > 0;
  }

  /**
   * Whether a visitor is seen whom a bucket has sent to an arm. Only pages count, whatever becomes
   * of them: how many parts and calls they have, whether somebody who is new comes back, and which
   * parts follow the page of another unit, all that may differ from arm to arm though the arms are
   * as large as they should be.
   */
  private static boolean isArrival(Decision decision, Outcome outcome) {
    return decision.bucket() >= 0
        && outcome.knownBy() != Visitor.KnownBy.ADDRESS
        && outcome.isNavigation();
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
   * A checkout counts for every unit whose gates ask about its pin, if it began at the exposure
   * there is: those that are given up are known long after those that end well, so an arm that has
   * just grown would look better than it is, and one that has shrunk worse. Where the unit follows
   * the pin, it counts for the arm that it began in; elsewhere for the one that its visitor is in.
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
      Turned last = asks.pin.equals(news.pin()) ? turned.get(asks.unit) : null;
      if (last != null && news.issued() > last.second) {
        Arm arm = asks.follows ? news.arm() : armOf(asks.unit, news);
        ArmSignals signal = arm(asks.unit, arm);
        if (signal != null) {
          signal.onCheckout(news.pin(), completed);
        }
      }
    }
  }

  private Arm armOf(String unit, PinNews news) {
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
   * A page was asked of both storefronts, and compared.
   *
   * @param worst of its findings that count; null: there is none
   */
  void onPage(String unit, @Nullable Severity worst) {
    if (units.contains(unit)) {
      signals.of(unit).onPage(worst);
    }
  }
}
