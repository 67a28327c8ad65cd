package dev.crossfade.loadtest.rate;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What is asked, how often and for how long.
 *
 * @param rate requests a second over all connections; {@link #MAX}: as fast as answers come
 * @param streams requests at once on each HTTP/2 connection; elsewhere there is one
 * @param fields such as {@code Cookie: a=b}
 */
public record RatePlan(
    URI target,
    Protocol protocol,
    double rate,
    Duration duration,
    int connections,
    int streams,
    List<String> fields) {
  /** No rate: a closed loop, in which whoever has an answer asks again. */
  public static final double MAX = Double.POSITIVE_INFINITY;

  /** What is spoken. WebSocket sends messages and expects each of them back. */
  public enum Protocol {
    H1,
    H2,
    WEBSOCKET
  }

  public RatePlan {
    requireNonNull(protocol, "protocol");
    fields = List.copyOf(fields);
    if (target.getHost() == null
        || !List.of("http", "https", "ws", "wss").contains(scheme(target))) {
      throw new IllegalArgumentException(
          "target: " + target + " (expected: an http, https, ws or wss URL)");
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate: " + rate + " (expected: more than 0)");
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("duration: " + duration + " (expected: more than 0)");
    }
    requirePositive("connections", connections);
    requirePositive("streams", streams);
    for (String field : fields) {
      if (field.indexOf(':') < 1) {
        throw new IllegalArgumentException("field: " + field + " (expected: name: value)");
      }
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
  }

  private static String scheme(URI target) {
    return String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
  }

  /** The same for another time. */
  public RatePlan lasting(Duration other) {
    return new RatePlan(target, protocol, rate, other, connections, streams, fields);
  }

  boolean isTls() {
    return scheme(target).equals("https") || scheme(target).equals("wss");
  }

  int port() {
    return target.getPort() >= 0 ? target.getPort() : isTls() ? 443 : 80;
  }

  String path() {
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
  }

  /** How many requests may be under way at once. */
  int slots() {
    return protocol == Protocol.H2 ? connections * streams : connections;
  }

  public boolean isOpenLoop() {
    return rate < MAX;
  }
}
