package dev.crossfade.rollout.rehearsal;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Pin;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Severity;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.signals.UnitSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The simulated shop: visitors of one unit at a steady rate, split by the exposure between two
 * storefronts that are alike until one breaks. Every signal that a gate of the plan asks for is
 * there.
 */
final class Shop {
  /** How many pages are compared for each request of the unit, whoever served it. */
  private static final double COMPARED = 0.005;

  /** How long a visitor stays, in seconds: those who are there when a fault begins meet with it. */
  private static final double STAY = 300;

  private final double rate;
  private final UnitSignals signals;
  private final Storefront legacy;
  private final Storefront next;
  private final Dice dice;
  private final List<Checkouts> checkouts = new ArrayList<>();
  private double exposure;
  private long requestsSince;
  private double rateSince;
  private boolean broken;

  Shop(Config config, String unit, double rate, UnitSignals signals, Dice dice) {
    Rollout plan = requireNonNull(config.unit(unit).orElseThrow().rollout(), "rollout");
    Set<String> cookies = new LinkedHashSet<>();
    Set<String> pins = new LinkedHashSet<>();
    for (Gate gate : plan.gates()) {
      if (gate instanceof Gate.Session session) {
        cookies.add(session.cookie());
      } else if (gate instanceof Gate.Checkout checkout) {
        pins.add(checkout.pin());
      }
    }
    this.rate = rate;
    this.signals = signals;
    this.legacy = new Storefront(signals.legacy(), dice.split(), cookies);
    this.next = new Storefront(signals.next(), dice.split(), cookies);
    this.dice = dice.split();
    for (String name : pins) {
      Pin pin = config.pins().get(name);
      if (pin != null) {
        checkouts.add(new Checkouts(name, pin, pin.scope().contains(unit), dice.split()));
      }
    }
  }

  void expose(int basisPoints, Instant now) {
    exposure = basisPoints / (double) Share.WHOLE;
    checkouts.forEach(each -> each.onExposure(now.toEpochMilli()));
  }

  /** From here on next does as the fault has it, and who meets with it is counted. */
  void breakNext(Fault fault) {
    next.behave(Behaviour.of(fault));
    broken = true;
  }

  /** Visitors come for so long. */
  void pass(Instant from, Duration span) {
    double expected = rate * span.toMillis() / 1e3;
    long began = from.toEpochMilli();
    long ends = began + span.toMillis();
    if (exposure < 1) {
      int requests = legacy.answer(expected * (1 - exposure));
      checkouts.forEach(each -> each.begin(legacy, requests, began, ends));
    }
    if (exposure > 0) {
      int requests = next.answer(expected * exposure);
      checkouts.forEach(each -> each.begin(next, requests, began, ends));
      if (broken) {
        requestsSince += requests;
        rateSince = rate * exposure;
      }
    }
    checkouts.forEach(each -> each.end(ends));
    compare(expected);
  }

  private void compare(double expected) {
    if (next.behaviour().down()) {
      return; // a page that is not there is compared with nothing
    }
    int pages = dice.poisson(expected * COMPARED);
    int bad = dice.binomial(pages, next.behaviour().findings());
    for (int i = 0; i < pages; i++) {
      signals.onPage(i < bad ? Severity.CRITICAL : null);
    }
  }

  /** How many requests next has answered since it broke. */
  long requestsSinceFault() {
    return requestsSince;
  }

  /**
   * About how many visitors met with the fault: those who came and those who were there already, as
   * far as one of their requests was touched.
   */
  long visitorsSinceFault() {
    double requests = (double) requestsSince;
    double seen = Math.min(requests, Storefront.VISITORS * (requests + rateSince * STAY));
    return seen == 0
        ? 0
        : Math.round(seen * -Math.expm1(-requests * next.behaviour().touched() / seen));
  }
}
