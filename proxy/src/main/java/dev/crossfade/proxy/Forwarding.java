package dev.crossfade.proxy;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Telemetry;
import dev.crossfade.config.value.Share;
import dev.crossfade.proxy.http1.FieldSink;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.routing.Decision;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Heads as they are passed on: end-to-end fields only (RFC 9110 §7.6.1), and about the visitor only
 * what we know ourselves or a trusted hop told. How a message is framed is said by who sends it.
 */
final class Forwarding {
  /** What Connection may not take off: without them a message would mean something else. */
  private static final Set<String> KEPT =
      Set.of("host", "cookie", "set-cookie", "content-length", "authorization");

  /**
   * Who we are to others on the way (RFC 9110 §7.6.3): one name for each process, so that a request
   * which comes back to us is told from one that passes two gateways.
   */
  static final String PSEUDONYM =
      "crossfade-%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));

  /** RFC 9110 §6.5.1: what says how to route, read, store or judge a message. */
  private static final Set<String> NEVER_BEHIND =
      Set.of(
          "age",
          "alt-svc",
          "content-encoding",
          "content-language",
          "content-location",
          "content-range",
          "date",
          "expires",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "last-modified",
          "link",
          "location",
          "pragma",
          "range",
          "set-cookie2",
          "strict-transport-security",
          "vary",
          "www-authenticate");

  private static final String VIA = "1.1 " + PSEUDONYM;

  /** For a request of our own: all that it says is what we wrote. */
  static final Forwarding OURS = new Forwarding(null, null);

  private final @Nullable String userHeader;
  private final @Nullable Share traced;

  /**
   * @param userHeader what only trusted hops may say, in lower case; null: nobody says it
   * @param traced how many of the traces that begin here are recorded; null: none begins
   */
  Forwarding(@Nullable String userHeader, @Nullable Share traced) {
    this.userHeader = userHeader;
    this.traced = traced;
  }

  static Forwarding of(Config config) {
    String userHeader = config.identity().userHeader();
    Telemetry.Tracing tracing = config.telemetry().tracing();
    return new Forwarding(
        userHeader == null ? null : userHeader.toLowerCase(Locale.ROOT),
        tracing.propagate() ? tracing.sample() : null);
  }

  @Nullable String userHeader() {
    return userHeader;
  }

  /** Whether the request has been here before. */
  static boolean isLoop(Head head) {
    if (!head.has(Name.VIA)) {
      return false;
    }
    for (int i = head.find(Name.VIA); i >= 0; i = head.find(Name.VIA, i + 1)) {
      for (String hop : head.value(i).split(",", -1)) {
        List<String> words = List.of(hop.strip().split("[ \t]+", -1));
        if (words.size() > 1 && words.get(1).equals(PSEUDONYM)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The fields of a request as the backend gets them.
   *
   * @param host what the backend is asked for; empty: what the client asked for
   */
  void toBackend(ClientRequest request, Decision.Serve decision, String host, FieldSink out) {
    Head head = request.head();
    Hops hops = request.hops();
    Set<String> dropped = nominated(head);
    Share begins = request.isTraced() ? null : traced;
    int asked = head.find(Name.HOST);
    if (!host.isEmpty()) {
      out.field(Name.HOST, host);
    } else if (asked >= 0) {
      out.copy(head, asked);
    }
    for (int i = 0; i < head.count(); i++) {
      Name name = head.name(i);
      if (isPassedOn(name, hops)
          && !(begins != null && isOfTraces(name))
          && (dropped.isEmpty() || !dropped.contains(head.nameText(i).toLowerCase(Locale.ROOT)))
          && !(name == Name.OTHER && isUntrustedUser(head, i, hops))) {
        passOn(head, i, out);
      }
    }
    forwarded(head, hops, asked, out);
    out.begin(Name.X_REQUEST_ID);
    request.writeId(out);
    out.end();
    if (begins != null) {
      request.writeTrace(begins, out);
    }
    out.field(Name.VIA, VIA);
    String unit = decision.unit();
    if (unit != null) {
      out.field(Name.X_CROSSFADE_UNIT, unit);
      out.field(Name.X_CROSSFADE_ARM, decision.arm().word());
    }
  }

  private static boolean isPassedOn(Name name, Hops hops) {
    return name.scope() == Name.Scope.MESSAGE
        && name != Name.HOST
        && (name != Name.VIA || hops.trusted());
  }

  /** Both or neither: what a state is about its parent says. */
  private static boolean isOfTraces(Name name) {
    return name == Name.TRACEPARENT || name == Name.TRACESTATE;
  }

  /** Whoever could say who they are would be whoever they like. */
  private boolean isUntrustedUser(Head head, int field, Hops hops) {
    return userHeader != null && !hops.trusted() && head.isNamed(field, userHeader);
  }

  /** RFC 9110 §7.6.2: each hop takes one off. */
  private static void passOn(Head head, int field, FieldSink out) {
    if (head.name(field) == Name.MAX_FORWARDS) {
      int left = maxForwards(head, field);
      out.field(Name.MAX_FORWARDS, left > 0 ? Integer.toString(left - 1) : head.value(field));
    } else {
      out.copy(head, field);
    }
  }

  /** −1: no number. */
  static int maxForwards(Head head, int field) {
    String value = head.value(field);
    boolean number = !value.isEmpty() && value.length() <= 9;
    for (int i = 0; number && i < value.length(); i++) {
      number = value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    return number ? Integer.parseInt(value) : -1;
  }

  /** Appends to what a trusted hop told, or starts anew. */
  private static void forwarded(Head head, Hops hops, int host, FieldSink out) {
    String peer = hops.peer();
    String proto = hops.secure() ? "https" : "http";
    out.begin(Name.X_FORWARDED_FOR);
    chain(head, Name.X_FORWARDED_FOR, hops, out);
    out.text(peer).end();
    out.field(Name.X_FORWARDED_PROTO, proto);
    int told = hops.trusted() ? head.find(Name.X_FORWARDED_HOST) : -1;
    int original = told < 0 ? host : told;
    if (original >= 0) {
      value(head, original, out.begin(Name.X_FORWARDED_HOST)).end();
    }
    out.begin(Name.FORWARDED);
    chain(head, Name.FORWARDED, hops, out);
    hop(head, peer, proto, host, out);
    out.end();
  }

  private static void chain(Head head, Name name, Hops hops, FieldSink out) {
    if (hops.trusted()) {
      for (int i = head.find(name); i >= 0; i = head.find(name, i + 1)) {
        value(head, i, out).text(", ");
      }
    }
  }

  private static FieldSink value(Head head, int field, FieldSink out) {
    return out.bytes(head.bytes(), head.valueFrom(field), head.valueEnd(field));
  }

  /** One element of Forwarded (RFC 7239 §4); what holds a colon is quoted, IPv6 also bracketed. */
  private static void hop(Head head, String peer, String proto, int host, FieldSink out) {
    boolean v6 = peer.indexOf(':') >= 0;
    out.text(v6 ? "for=\"[" : "for=").text(peer).text(v6 ? "]\";proto=" : ";proto=").text(proto);
    if (host >= 0) {
      boolean quoted = hasColon(head, host);
      out.text(quoted ? ";host=\"" : ";host=");
      value(head, host, out);
      out.text(quoted ? "\"" : "");
    }
  }

  private static boolean hasColon(Head head, int field) {
    for (int i = head.valueFrom(field); i < head.valueEnd(field); i++) {
      if (head.bytes()[i] == ':') {
        return true;
      }
    }
    return false;
  }

  /** Which fields of a head are meant. */
  interface Fields {
    boolean test(Head head, int field);
  }

  /** The fields of an answer as the client gets them. */
  static void toClient(Head head, FieldSink out) {
    toClient(head, (_, _) -> true, out);
  }

  /** The same, of those that are wanted. */
  static void toClient(Head head, Fields wanted, FieldSink out) {
    Set<String> dropped = nominated(head);
    for (int i = 0; i < head.count(); i++) {
      Name name = head.name(i);
      // Which storefront answered is ours to say, and only to operators.
      boolean ours =
          name == Name.X_CROSSFADE
              || name == Name.X_CROSSFADE_UNIT
              || name == Name.X_CROSSFADE_ARM
              || name == Name.X_CROSSFADE_SHADOW;
      if (name.scope() != Name.Scope.CONNECTION
          && !ours
          && wanted.test(head, i)
          && (dropped.isEmpty() || !dropped.contains(head.nameText(i).toLowerCase(Locale.ROOT)))) {
        out.copy(head, i);
      }
    }
  }

  /**
   * Trailers, both ways. What stands behind a body may not speak about the message's frame, its way
   * or its sender (RFC 9110 §6.5.1), nor may it set what only a head sets.
   */
  static void trailers(Head trailers, FieldSink out) {
    for (int i = 0; i < trailers.count(); i++) {
      boolean free =
          trailers.name(i) == Name.OTHER
              && !NEVER_BEHIND.contains(trailers.nameText(i).toLowerCase(Locale.ROOT));
      if (free) {
        out.copy(trailers, i);
      }
    }
  }

  /** Fields that Connection names are about the connection too, unless we need them ourselves. */
  private static Set<String> nominated(Head head) {
    if (!head.has(Name.CONNECTION)) {
      return Set.of();
    }
    int first = head.find(Name.CONNECTION);
    boolean plain = head.isValue(first, "keep-alive") || head.isValue(first, "close");
    if (plain && head.find(Name.CONNECTION, first + 1) < 0) {
      return Set.of(); // as nearly always; no field of that name is passed on
    }
    Set<String> names = new HashSet<>();
    for (int i = first; i >= 0; i = head.find(Name.CONNECTION, i + 1)) {
      for (String token : head.value(i).toLowerCase(Locale.ROOT).split(",", -1)) {
        names.add(token.strip());
      }
    }
    names.removeAll(KEPT);
    return names;
  }
}
