package dev.crossfade.deploy.traffic;

import dev.crossfade.console.service.TrafficService.Split;
import dev.crossfade.proxy.Failure;
import dev.crossfade.proxy.Outcome;
import dev.crossfade.proxy.OutcomeSink;
import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.LatencySketch;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Decision.Arm;
import dev.crossfade.routing.Decision.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what storefronts answered. Each thread has counters of its own, so that telling takes no
 * lock and shares no cache line; whoever looks adds them up, and may be a moment behind.
 *
 * <p>An error is an answer of 500 and above, or none where the backend owed one; also where the
 * other storefront helped out, or a checkout had to wait: as gates see it, only that every request
 * counts here and every error is one. What the redirect map answers is not counted.
 *
 * <p>About 3 KB for each thread, way through the configuration and endpoint.
 */
final class TrafficCounts implements OutcomeSink {
  /** Of a thread. What is beyond is counted as that of no unit. */
  private static final int MOST_COUNTERS = 1_000;

  private final List<Mine> all = new CopyOnWriteArrayList<>();
  private final ThreadLocal<Mine> own = ThreadLocal.withInitial(this::mine);

  private Mine mine() {
    Mine made = new Mine();
    all.add(made);
    return made;
  }

  /** Whose requests a counter counts. */
  private record Way(String unit, String backend, Arm arm) {
    private static final String NO_UNIT = "";
  }

  /** The counters of one thread; found by it without a lock, read by others. */
  private static final class Mine {
    final Map<Route, Counter> byRoute = new ConcurrentHashMap<>();
    final Map<Way, Counter> byWay = new ConcurrentHashMap<>();
    final Map<String, Map<String, LatencySketch>> byEndpoint = new ConcurrentHashMap<>();

    /** Ways that differ in nothing but their reason share one. */
    Counter counter(Route route) {
      Counter known = byRoute.get(route);
      return known == null ? byRoute.computeIfAbsent(route, this::made) : known;
    }

    private Counter made(Route route) {
      String unit = route.unit();
      String of = unit == null || byWay.size() >= MOST_COUNTERS ? Way.NO_UNIT : unit;
      Map<String, LatencySketch> endpoints =
          byEndpoint.computeIfAbsent(route.backend(), _ -> new ConcurrentHashMap<>());
      return byWay.computeIfAbsent(
          new Way(of, route.backend(), route.arm()), _ -> new Counter(endpoints));
    }
  }

  /** One thread's; only that thread counts. */
  private static final class Counter {
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();
    private final LatencySketch latencies = new LatencySketch();
    private final Map<String, LatencySketch> endpoints;

    Counter(Map<String, LatencySketch> endpoints) {
      this.endpoints = endpoints;
    }

    void add(boolean error) {
      AtomicLong count = error ? bad : good;
      count.lazySet(count.getPlain() + 1);
    }

    void answered(long micros, String endpoint) {
      latencies.record(micros);
      LatencySketch known = endpoints.get(endpoint);
      if (known == null) {
        known = endpoints.computeIfAbsent(endpoint, _ -> new LatencySketch());
      }
      known.record(micros);
    }

    Counted now() {
      long errors = bad.get();
      return new Counted(good.get() + errors, errors, latencies.snapshot());
    }
  }

  @Override
  public void onOutcome(Outcome outcome) {
    Decision decision = outcome.decision();
    if (decision == null
        || decision instanceof Decision.Redirect
        || decision instanceof Decision.Gone) {
      return; // no storefront had a part in it
    }
    Counter counter = own.get().counter(decision.route());
    counter.add(isError(outcome));
    String endpoint = outcome.endpoint();
    if (outcome.firstByteNanos() >= 0 && endpoint != null) {
      counter.answered(outcome.firstByteNanos() / 1_000, endpoint);
    }
  }

  private static boolean isError(Outcome outcome) {
    Failure failure = outcome.error();
    return failure == null
        ? outcome.status() >= 500 || outcome.passedOver() >= 500
        : failure.isBackends();
  }

  /** What was counted so far: of each backend, of each backend by unit, of each arm by unit. */
  Map<Key, Counted> now() {
    Map<Key, Counted> sums = new HashMap<>();
    for (Mine mine : all) {
      mine.byWay.forEach(
          (way, counter) -> {
            Counted counted = counter.now();
            sums.merge(new Key(null, Split.BACKEND, way.backend), counted, Counted::plus);
            if (!way.unit.equals(Way.NO_UNIT)) {
              sums.merge(new Key(way.unit, Split.BACKEND, way.backend), counted, Counted::plus);
              if (way.arm != Arm.NONE) {
                sums.merge(new Key(way.unit, Split.ARM, way.arm.word()), counted, Counted::plus);
              }
            }
          });
    }
    return sums;
  }

  /** The latencies of an endpoint so far. */
  Latencies latencies(String backend, String endpoint) {
    Latencies sum = Latencies.NONE;
    for (Mine mine : all) {
      LatencySketch sketch = mine.byEndpoint.getOrDefault(backend, Map.of()).get(endpoint);
      if (sketch != null) {
        sum = sum.plus(sketch.snapshot());
      }
    }
    return sum;
  }
}
