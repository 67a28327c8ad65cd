package dev.crossfade.routing;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.Signer;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Pin;
import dev.crossfade.config.model.Unit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One pin of the configuration, ready to be asked. Immutable; keeps nothing of a visitor. */
public final class PinRules {
  /** A ticket is written anew after this part of its idle time, not with every answer. */
  private static final int REFRESHES = 10;

  private final String name;
  private final Pin settings;
  private final Signer signer;
  private final Set<String> backends;
  private final RequestMatcher[] start;
  private final End[] end;

  /** The units that follow, by their places in the configuration, the first ahead. */
  private final int[] scope;

  private record End(RequestMatcher matcher, Pin.End settings) {}

  private PinRules(String name, Pin settings, Signer signer, Set<String> backends, int[] scope) {
    this.name = name;
    this.settings = settings;
    this.signer = signer;
    this.backends = backends;
    this.scope = scope;
    start = RequestMatcher.of(settings.start());
    end =
        settings.end().stream()
            .map(e -> new End(RequestMatcher.of(e.match()), e))
            .toArray(End[]::new);
  }

  /** All of a configuration. */
  static PinRules[] of(Config config, Signer signer) {
    Map<String, Pin> pins = config.pins();
    return pins.entrySet().stream()
        .map(
            entry ->
                new PinRules(
                    entry.getKey(),
                    entry.getValue(),
                    signer,
                    config.backends().keySet(),
                    scope(config.units(), entry.getKey(), entry.getValue())))
        .toArray(PinRules[]::new);
  }

  /** A unit follows a pin when either names the other. */
  private static int[] scope(List<Unit> units, String name, Pin pin) {
    List<String> names = units.stream().map(Unit::name).toList();
    Set<String> both =
        Stream.concat(
                pin.scope().stream(),
                units.stream().filter(u -> name.equals(u.pin())).map(Unit::name))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return both.stream().flatMapToInt(n -> IntStream.of(names.indexOf(n))).toArray();
  }

  public String name() {
    return name;
  }

  /** The name of its cookie. */
  public String cookie() {
    return settings.cookie();
  }

  Pin settings() {
    return settings;
  }

  boolean follows(int unit) {
    for (int place : scope) {
      if (place == unit) {
        return true;
      }
    }
    return false;
  }

  /** The unit that decides where a checkout begins which starts elsewhere. */
  int anchor() {
    return scope[0];
  }

  boolean startsWith(RequestHead head) {
    return RequestMatcher.any(start, head);
  }

  /** Whether this request may complete it, if it is answered so. */
  boolean mayEndWith(RequestHead head) {
    for (End one : end) {
      if (one.matcher.matches(head)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this request, answered so, completes it. */
  public boolean endsWith(RequestHead head, int status) {
    for (End one : end) {
      if (one.matcher.matches(head)
          && one.settings.status().stream().anyMatch(pattern -> pattern.matches(status))) {
        return true;
      }
    }
    return false;
  }

  /** What a cookie says; a ticket only where it holds at this moment. */
  Reading read(String cookie, long now) {
    PinTicket ticket = PinTicket.read(cookie, signer);
    if (ticket == null) {
      return Reading.FORGED;
    }
    if (!ticket.pin().equals(name) || !backends.contains(ticket.backend())) {
      return Reading.FOREIGN;
    }
    return isOver(ticket, now)
        ? Reading.EXPIRED
        : new Reading(
            Pinned.Event.KEPT, ticket, isStale(ticket, now) || !signer.isSignedByFirst(cookie));
  }

  private boolean isOver(PinTicket ticket, long now) {
    return now >= ticket.seen() + settings.idle().toSeconds()
        || now >= ticket.issued() + settings.max().toSeconds();
  }

  /** Whether the ticket should tell that the visitor was here. */
  private boolean isStale(PinTicket ticket, long now) {
    return now - ticket.seen() >= Math.max(1, settings.idle().toSeconds() / REFRESHES);
  }

  /** Seconds until it is over unless the visitor comes back. */
  long left(PinTicket ticket, long now) {
    return Math.min(
        ticket.seen() + settings.idle().toSeconds() - now,
        ticket.issued() + settings.max().toSeconds() - now);
  }

  String signed(PinTicket ticket) {
    return ticket.signed(signer);
  }

  /**
   * A cookie that was read.
   *
   * @param ticket null where it does not count
   * @param stale whether the cookie must be written anew: it does not tell that the visitor was
   *     here, or it is signed with a key that will go
   */
  record Reading(Pinned.Event event, @Nullable PinTicket ticket, boolean stale) {
    static final Reading NONE = new Reading(Pinned.Event.KEPT, null, false);
    static final Reading FORGED = new Reading(Pinned.Event.FORGED, null, false);
    static final Reading FOREIGN = new Reading(Pinned.Event.FOREIGN, null, false);
    static final Reading EXPIRED = new Reading(Pinned.Event.EXPIRED, null, false);
  }
}
