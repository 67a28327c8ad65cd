package dev.crossfade.deploy.traffic;

import dev.crossfade.console.service.AdminServices.BackendStatus;
import dev.crossfade.console.service.TrafficService;
import dev.crossfade.proxy.EndpointState;
import dev.crossfade.proxy.Outcome;
import dev.crossfade.proxy.OutcomeSink;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Traffic as a gateway remembers it; a look at all counters every five seconds. Thread-safe. */
public final class TrafficDesk implements OutcomeSink, TrafficService, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrafficDesk.class);
  private static final long PERIOD_MILLIS = 5_000;

  /** After the second, so that a clock that is a little early does not see the slot before. */
  private static final long AFTER_MILLIS = 20;

  private final Clock clock;
  private final TrafficCounts counts = new TrafficCounts();
  private final TrafficMemory memory; // guarded by itself, as are the endpoints
  private final EndpointFigures endpoints = new EndpointFigures(counts);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("traffic").factory());
  private volatile Supplier<Map<String, List<EndpointState>>> backends = Map::of;
  private volatile Supplier<Map<String, Double>> exposures = Map::of;

  public TrafficDesk(Clock clock) {
    this.clock = clock;
    memory = new TrafficMemory(clock.instant());
  }

  @Override
  public void onOutcome(Outcome outcome) {
    counts.onOutcome(outcome);
  }

  /**
   * Begins to look.
   *
   * @param now how the endpoints of each backend are
   * @param exposed the exposure of each unit, in percent
   */
  public void begin(
      Supplier<Map<String, List<EndpointState>>> now, Supplier<Map<String, Double>> exposed) {
    backends = now;
    exposures = exposed;
    look();
    plan();
  }

  private void plan() {
    long wait = PERIOD_MILLIS - Math.floorMod(clock.millis(), PERIOD_MILLIS) + AFTER_MILLIS;
    thread.schedule(this::lookAndPlan, wait, TimeUnit.MILLISECONDS);
  }

  private void lookAndPlan() {
    try {
      look();
    } catch (RuntimeException | Error e) { // figures have a gap then; nobody is served worse
      log.error("traffic could not be looked at", e);
    } finally {
      if (!thread.isShutdown()) {
        plan();
      }
    }
  }

  /** Looks at all counters now. */
  void look() {
    Map<String, Double> exposed = exposures.get();
    Map<String, List<EndpointState>> states = backends.get();
    synchronized (memory) {
      long now = clock.millis();
      memory.look(now, counts.now(), exposed);
      endpoints.look(now, states);
    }
  }

  @Override
  public Flow traffic(Span span, Split by, @Nullable String unit) {
    synchronized (memory) {
      return memory.traffic(span, by, unit);
    }
  }

  @Override
  public Instant trafficSince() {
    synchronized (memory) {
      return memory.since();
    }
  }

  /** How the backends are at this moment, in the order of their names. */
  public List<BackendStatus> backends() {
    Map<String, List<EndpointState>> states = backends.get();
    synchronized (memory) {
      return states.keySet().stream()
          .sorted()
          .map(name -> show(name, states.getOrDefault(name, List.of())))
          .toList();
    }
  }

  private BackendStatus show(String backend, List<EndpointState> states) {
    return Endpoints.show(backend, states, endpoints, clock.instant());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
