package dev.crossfade.proxy;

import dev.crossfade.routing.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests. Every label is a name from the configuration or from a fixed list, so that no
 * client can make the number of series grow.
 */
public final class RequestMetrics implements OutcomeSink {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private record Requests(String unit, String backend, String arm, int status, String protocol) {}

  private record Durations(String unit, String backend) {}

  private final MeterRegistry registry;
  private final Map<Requests, Counter> requests = new ConcurrentHashMap<>();
  private final Map<Durations, Timer> durations = new ConcurrentHashMap<>();
  private final Map<Failure, Counter> rejected = new ConcurrentHashMap<>();

  public RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void onOutcome(Outcome outcome) {
    Decision.Serve decision = outcome.decision();
    Failure error = outcome.error();
    if (decision == null) {
      if (error != null) {
        rejected.computeIfAbsent(error, this::rejectedCounter).increment();
      }
      return;
    }
    String unit = orNone(decision.unit());
    requests
        .computeIfAbsent(
            new Requests(
                unit,
                decision.backend(),
                decision.arm().word(),
                outcome.status(),
                outcome.protocol()),
            this::requestCounter)
        .increment();
    durations
        .computeIfAbsent(new Durations(unit, decision.backend()), this::durationTimer)
        .record(outcome.durationNanos(), TimeUnit.NANOSECONDS);
    if (outcome.retries() > 0) {
      retries(decision.backend()).increment(outcome.retries());
    }
    if (error != null && error.isBackends()) {
      failures(decision.backend(), error).increment();
    }
  }

  private static String orNone(@Nullable String unit) {
    return unit == null ? "none" : unit;
  }

  private Counter requestCounter(Requests key) {
    return Counter.builder("crossfade.requests")
        .description("Requests that were answered, by what was decided and answered.")
        .tag("unit", key.unit())
        .tag("backend", key.backend())
        .tag("arm", key.arm())
        .tag("status", Integer.toString(key.status()))
        .tag("protocol", key.protocol())
        .register(registry);
  }

  private Timer durationTimer(Durations key) {
    return Timer.builder("crossfade.request.duration")
        .description("From the head of a request to the end of its answer.")
        .tag("unit", key.unit())
        .tag("backend", key.backend())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Counter rejectedCounter(Failure failure) {
    return Counter.builder("crossfade.rejected.requests")
        .description("Requests that were refused before a backend was chosen.")
        .tag("reason", failure.word())
        .register(registry);
  }

  private Counter retries(String backend) {
    return Counter.builder("crossfade.upstream.retries")
        .description("Requests that were sent to a backend once more.")
        .tag("backend", backend)
        .register(registry);
  }

  private Counter failures(String backend, Failure failure) {
    return Counter.builder("crossfade.upstream.failures")
        .description("Exchanges that a backend did not complete.")
        .tag("backend", backend)
        .tag("kind", failure.word())
        .register(registry);
  }
}
