package dev.crossfade.deploy.traffic;

import dev.crossfade.proxy.EndpointState;
import dev.crossfade.rollout.statistics.Latencies;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How endpoints did in the last minute, from looks at what they ever did. Not thread-safe. */
final class EndpointFigures {
  private static final long WINDOW_MILLIS = 60_000;

  private final TrafficCounts counts;
  private final Map<Of, Deque<Look>> looks = new HashMap<>();

  EndpointFigures(TrafficCounts counts) {
    this.counts = counts;
  }

  private record Of(String backend, String endpoint) {}

  /** What an endpoint had done by then. */
  private record Look(long millis, long sent, long failed, Latencies latencies) {}

  /**
   * What an endpoint did lately.
   *
   * @param requests in a second
   * @param errors which share of them failed, in percent; NaN: there was no request
   * @param p95 of the milliseconds until its first byte; NaN: it answered nobody
   */
  record Lately(double requests, double errors, double p95) {}

  /** Looks at all there are; those that are gone are forgotten. */
  void look(long millis, Map<String, List<EndpointState>> backends) {
    Map<Of, Look> now = new HashMap<>();
    backends.forEach(
        (backend, endpoints) ->
            endpoints.forEach(
                state ->
                    now.put(
                        new Of(backend, state.endpoint()),
                        new Look(
                            millis,
                            state.sent(),
                            state.failed(),
                            counts.latencies(backend, state.endpoint())))));
    looks.keySet().retainAll(now.keySet());
    now.forEach((of, look) -> add(looks.computeIfAbsent(of, _ -> new ArrayDeque<>()), look));
  }

  private static void add(Deque<Look> of, Look now) {
    Look last = of.peekLast();
    boolean anew =
        last != null
            && (now.sent < last.sent || now.failed < last.failed || now.millis < last.millis);
    if (anew) { // its backend was made anew by a reload, or the clock was set
      of.clear();
    }
    of.addLast(now);
    while (of.size() > 2 && now.millis - of.getFirst().millis > WINDOW_MILLIS) {
      of.removeFirst();
    }
  }

  /** Null: it was not looked at for long enough. */
  @Nullable Lately of(String backend, String endpoint) {
    Deque<Look> known = looks.getOrDefault(new Of(backend, endpoint), new ArrayDeque<>());
    if (known.size() < 2) {
      return null;
    }
    Look from = known.getFirst();
    Look to = known.getLast();
    double seconds = (to.millis - from.millis) / 1_000.0;
    long sent = to.sent - from.sent;
    Latencies latencies = Counted.between(from.latencies, to.latencies);
    return new Lately(
        sent / seconds,
        sent == 0 ? Double.NaN : Math.min(100, 100.0 * (to.failed - from.failed) / sent),
        latencies.isEmpty() ? Double.NaN : latencies.quantile(0.95) / 1_000);
  }
}
