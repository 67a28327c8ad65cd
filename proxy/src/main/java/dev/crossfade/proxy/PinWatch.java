package dev.crossfade.proxy;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.PinTicket;
import dev.crossfade.routing.Pinned;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows the checkouts that this process has seen, so that those which run out are known as
 * abandoned: nobody sends a request to say so. What happens to a checkout is told on; that it goes
 * on is not. Thread-safe. The promise itself is in the visitor's cookie; forgetting here costs a
 * count, never a checkout.
 */
final class PinWatch {
  private static final int MOST = 200_000;

  private final PinSink sink;
  private final Map<Long, Open> open = new ConcurrentHashMap<>();

  /** A checkout under way, until which second. */
  private record Open(PinTicket ticket, long until, long visitorKey) {}

  PinWatch(PinSink sink) {
    this.sink = sink;
  }

  /** A checkout had to wait, so there is no answer to come. */
  void onHeld(Pinned pinned, long visitorKey) {
    tellRefused(pinned, visitorKey);
    tell(pinned, pinned.event(), visitorKey);
  }

  /** A storefront has answered. */
  void onAnswer(Pinned pinned, RequestHead request, int status, long visitorKey) {
    tellRefused(pinned, visitorKey);
    PinTicket ticket = pinned.ticket();
    if (ticket == null) {
      return;
    }
    if (pinned.isCompletedBy(request, status)) {
      open.remove(ticket.id());
      if (pinned.event() != Pinned.Event.STARTED) { // or else its end was looked at once more
        tell(pinned, Pinned.Event.COMPLETED, visitorKey);
      }
      return;
    }
    boolean again = open.containsKey(ticket.id());
    if (again || open.size() < MOST) {
      open.put(ticket.id(), new Open(ticket, pinned.now() + pinned.cookieSeconds(), visitorKey));
    }
    switch (pinned.event()) {
      case STARTED -> {
        if (!again) {
          tell(
              pinned,
              Pinned.Event.STARTED,
              visitorKey); // two requests of one page begin one checkout
        }
      }
      case MOVED -> tell(pinned, Pinned.Event.MOVED, visitorKey);
      case KEPT, REFRESHED, COMPLETED, ABANDONED, HELD, EVICTED, FORGED, FOREIGN, EXPIRED -> {}
    }
  }

  private void tellRefused(Pinned pinned, long visitorKey) {
    if (pinned.refused() != Pinned.Event.KEPT) {
      sink.onPin(
          new PinNews(pinned.pin().name(), "", Decision.Arm.NONE, pinned.refused(), visitorKey, 0));
    }
  }

  private void tell(Pinned pinned, Pinned.Event event, long visitorKey) {
    PinTicket ticket = pinned.ticket();
    if (ticket != null) {
      tell(ticket, event, visitorKey);
    }
  }

  private void tell(PinTicket ticket, Pinned.Event event, long visitorKey) {
    sink.onPin(
        new PinNews(
            ticket.pin(), ticket.backend(), ticket.arm(), event, visitorKey, ticket.issued()));
  }

  /** Gives up those whose time is over. */
  void sweep(long nowSeconds) {
    open.forEach(
        (id, checkout) -> {
          if (checkout.until() <= nowSeconds && open.remove(id, checkout)) {
            tell(checkout.ticket(), Pinned.Event.ABANDONED, checkout.visitorKey());
          }
        });
  }

  /** How many are under way, by pin and backend. */
  Map<PinPlace, Integer> active() {
    Map<PinPlace, Integer> counts = new HashMap<>();
    for (Open checkout : open.values()) {
      PinTicket ticket = checkout.ticket();
      counts.merge(new PinPlace(ticket.pin(), ticket.backend()), 1, Integer::sum);
    }
    return counts;
  }

  /** A pin and where its checkouts are. */
  record PinPlace(String pin, String backend) {}
}
