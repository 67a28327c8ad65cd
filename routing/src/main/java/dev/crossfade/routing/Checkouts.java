package dev.crossfade.routing;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Pin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checkouts where they began. Looks at the promises that a visitor carries, each pin on its
 * own, and changes the decision of a unit that follows one. Pure: what must be remembered stands in
 * the cookie.
 */
final class Checkouts {
  private final PinRules[] pins;
  private final UnitRules[] units;
  private final Availability up;

  Checkouts(PinRules[] pins, UnitRules[] units, Availability up) {
    this.pins = pins;
    this.units = units;
    this.up = up;
  }

  /**
   * The decision with the pins in it.
   *
   * @param unit the place of the unit that was matched, or {@link UnitIndex#NONE}
   * @param normal what was decided without them
   * @param now in seconds since 1970
   */
  Decision follow(
      Decision.Serve normal, int unit, Visitor visitor, long now, @Nullable Trace trace) {
    Decision.Serve serve = normal;
    List<Pinned> all = List.of();
    for (PinRules pin : pins) {
      Pinned pinned = look(pin, unit, normal, visitor, now);
      if (pinned == null) {
        continue;
      }
      if (trace != null) {
        note(pinned, unit, now, trace);
      }
      all = plus(all, pinned);
      PinTicket ticket = pinned.ticket();
      if (ticket != null && pin.follows(unit) && pinned.event() != Pinned.Event.STARTED) {
        serve = units[unit].pinned(ticket);
        if (pinned.event() == Pinned.Event.HELD) {
          return new Decision.Hold(serve.route(), all);
        }
      }
    }
    return all.isEmpty() ? serve : serve.with(all);
  }

  /** Null: the pin has nothing to do with this request. */
  private @Nullable Pinned look(
      PinRules pin, int unit, Decision.Serve normal, Visitor visitor, long now) {
    RequestHead head = visitor.head();
    String cookie = head.cookie(pin.cookie());
    PinRules.Reading read = cookie == null ? PinRules.Reading.NONE : pin.read(cookie, now);
    PinTicket ticket = read.ticket();
    Pinned.Event refused = read.event();
    if (ticket != null && isEvicted(pin, ticket)) {
      ticket = null;
      refused = Pinned.Event.EVICTED;
    }
    boolean ends = pin.mayEndWith(head);
    if (ticket != null) {
      return kept(pin, ticket, read.stale(), unit, normal, ends, now);
    }
    if (pin.startsWith(head) && !isCrawler(visitor)) {
      PinTicket fresh = begin(pin, unit, normal, visitor, now);
      return new Pinned(pin, fresh, Pinned.Event.STARTED, refused, ends, now);
    }
    return refused == Pinned.Event.KEPT
        ? null
        : new Pinned(pin, null, Pinned.Event.KEPT, refused, false, now);
  }

  private Pinned kept(
      PinRules pin,
      PinTicket ticket,
      boolean stale,
      int unit,
      Decision.Serve normal,
      boolean ends,
      long now) {
    Pinned.Event event = Pinned.Event.KEPT;
    PinTicket holds = ticket;
    if (pin.follows(unit) && !up.isUp(ticket.backend())) {
      if (pin.settings().onBackendDown() == Pin.OnBackendDown.HOLD) {
        return new Pinned(pin, ticket, Pinned.Event.HELD, Pinned.Event.KEPT, ends, now);
      }
      holds = moved(ticket, normal, now);
      event = Pinned.Event.MOVED;
    } else if (stale) {
      holds = ticket.seenAt(now);
      event = Pinned.Event.REFRESHED;
    }
    return new Pinned(pin, holds, event, Pinned.Event.KEPT, ends, now);
  }

  /** To where the visitor would be without the pin, or else to the other storefront. */
  private static PinTicket moved(PinTicket ticket, Decision.Serve normal, long now) {
    String backend = normal.backend();
    if (backend.equals(ticket.backend())) {
      String other = UnitRules.other(backend);
      backend = other == null ? UnitRules.LEGACY : other;
    }
    return new PinTicket(
        ticket.id(), ticket.pin(), backend, Decision.Arm.NONE, ticket.issued(), now);
  }

  /** Where the units that follow the pin send this visitor now. */
  private PinTicket begin(
      PinRules pin, int unit, Decision.Serve normal, Visitor visitor, long now) {
    Decision.Serve serve = pin.follows(unit) ? normal : units[pin.anchor()].serve(visitor, null);
    // The same for two requests of one page, so that they are one checkout.
    long id = Buckets.hash(visitor.key(), pin.name() + now);
    return new PinTicket(id, pin.name(), serve.backend(), serve.arm(), now, now);
  }

  /** A rollback has let go of it. */
  private boolean isEvicted(PinRules pin, PinTicket ticket) {
    if (pin.settings().onRollback() != Pin.OnRollback.EVICT
        || !ticket.backend().equals(UnitRules.NEXT)) {
      return false;
    }
    for (int i = 0; i < units.length; i++) {
      if (pin.follows(i) && ticket.issued() * 1_000 < units[i].exposed().evictBefore()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCrawler(Visitor visitor) {
    CrawlerClaim claim = visitor.crawler();
    return claim != null && claim.isBelieved();
  }

  private static List<Pinned> plus(List<Pinned> all, Pinned one) {
    if (all.isEmpty()) {
      return List.of(one);
    }
    List<Pinned> more = new ArrayList<>(all);
    more.add(one);
    return more;
  }

  /** Takes down what a pin means for the request, as whoever asks why would say it. */
  private void note(Pinned pinned, int unit, long now, Trace trace) {
    String path = "pins." + pinned.pin().name();
    if (pinned.refused() != Pinned.Event.KEPT) {
      trace.add(path, "the cookie " + pinned.pin().cookie() + " " + why(pinned));
    }
    PinTicket ticket = pinned.ticket();
    if (ticket == null) {
      return;
    }
    String holds =
        switch (pinned.event()) {
          case STARTED -> "a checkout starts here and stays on " + ticket.backend();
          case MOVED -> "the checkout's backend is down: it moves to " + ticket.backend();
          case HELD -> ticket.backend() + " is down and the checkout waits for it: 503";
          case KEPT, REFRESHED, COMPLETED, ABANDONED, EVICTED, FORGED, FOREIGN, EXPIRED ->
              "the checkout is on "
                  + ticket.backend()
                  + " since "
                  + Duration.ofSeconds(now - ticket.issued()).toMinutes()
                  + " min";
        };
    boolean stays = pinned.pin().follows(unit);
    String here = unit == UnitIndex.NONE ? "no unit" : "unit " + units[unit].name();
    trace.add(path, stays ? holds : holds + "; " + here + " does not follow it");
  }

  private static String why(Pinned pinned) {
    return switch (pinned.refused()) {
      case FORGED -> "is not signed by us: ignored";
      case FOREIGN -> "is for something that is not there any more: ignored";
      case EXPIRED -> "is over: ignored";
      case EVICTED -> "was let go of by a rollback: ignored";
      case KEPT, REFRESHED, STARTED, COMPLETED, ABANDONED, MOVED, HELD ->
          "is " + pinned.refused().word();
    };
  }
}
