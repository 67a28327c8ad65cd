package dev.crossfade.proxy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends what is asked on nobody's behalf: visitors' requests on their second way, and questions of
 * our own. At leisure: what visitors want goes first, what is too much is told and forgotten, and
 * nobody ever waits. Thread-safe.
 */
final class Shadows {
  private final Map<String, ShadowRest> rests = new ConcurrentHashMap<>();

  /** Whether a backend is asked at all now: it is up, and left not all of the last ones alone. */
  boolean isAsked(Upstream to) {
    return to.isUp() && !rest(to).isOn(System.nanoTime());
  }

  /** Sends it in a turn of its own: what the event loop has to do now goes first. */
  void send(ShadowOrder order, Upstream to, Loop loop) {
    if (order.room().tryBegin()) {
      loop.executor().execute(() -> begin(order, to, loop));
    } else {
      order.onMiss(ShadowMiss.BUSY);
    }
  }

  private void begin(ShadowOrder order, Upstream to, Loop loop) {
    UpstreamEndpoint endpoint = to.pick(List.of());
    if (endpoint.isLeisurely()) {
      new Shadow(order, endpoint, rest(to), loop).send(loop);
    } else {
      order.room().end();
      order.onMiss(ShadowMiss.BUSY);
    }
  }

  private ShadowRest rest(Upstream backend) {
    return rests.computeIfAbsent(backend.name(), _ -> new ShadowRest());
  }
}
