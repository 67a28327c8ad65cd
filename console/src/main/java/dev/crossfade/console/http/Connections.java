package dev.crossfade.console.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The connections of the admin port: so many, and none that holds its place without asking
 * anything. A byte now and then is no request: what counts is a whole head, then a whole body. Used
 * on the one event loop of the port only.
 */
public final class Connections {
  /** So many at once. */
  public static final int MOST = 256;

  /** From being connected to the end of the first head. */
  public static final Duration FIRST = Duration.ofSeconds(15);

  /** From an answer to the end of the next head. */
  public static final Duration NEXT = Duration.ofSeconds(60);

  /** From the end of a head to the end of the body. */
  public static final Duration BODY = Duration.ofSeconds(60);

  private final LongSupplier nanos;
  private final Map<HttpConnection, Held> all = new HashMap<>();

  /**
   * @param nanos a clock such as {@link System#nanoTime}
   */
  public Connections(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What is known of a connection. */
  private static final class Held {
    private final Map<HttpServerRequest, Long> requests = new HashMap<>();
    private long quietSince;
    private Duration patience = FIRST;

    Held(long now) {
      quietSince = now;
    }

    boolean isTooSlow(long now) {
      if (requests.isEmpty()) {
        return now - quietSince > patience.toNanos();
      }
      for (Map.Entry<HttpServerRequest, Long> request : requests.entrySet()) {
        if (!request.getKey().isEnded() && now - request.getValue() > BODY.toNanos()) {
          return true;
        }
      }
      return false;
    }
  }

  /** A new connection, which is closed at once if there are too many. */
  public void opened(HttpConnection connection) {
    if (all.size() >= MOST) {
      connection.close();
      return;
    }
    all.put(connection, new Held(nanos.getAsLong()));
    connection.closeHandler(_ -> all.remove(connection));
  }

  /** The first that is done with a request. */
  public void asked(RoutingContext context) {
    HttpServerRequest request = context.request();
    Held held = all.get(request.connection());
    if (held != null) {
      held.requests.put(request, nanos.getAsLong());
      context.addEndHandler(_ -> answered(held, request));
    }
    context.next();
  }

  private void answered(Held held, HttpServerRequest request) {
    held.requests.remove(request);
    held.quietSince = nanos.getAsLong();
    held.patience = NEXT;
  }

  /** Closes those that are too slow. To be called now and then. */
  public void sweep() {
    long now = nanos.getAsLong();
    List<HttpConnection> slow = new ArrayList<>();
    all.forEach(
        (connection, held) -> {
          if (held.isTooSlow(now)) {
            slow.add(connection);
          }
        });
    slow.forEach(HttpConnection::close);
  }

  /** Those that are open. */
  public int count() {
    return all.size();
  }
}
