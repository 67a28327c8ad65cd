package dev.crossfade.proxy;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.routing.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

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

  private final MeterRegistry registry;
  private final Map<Decision.Route, Series> byRoute = new ConcurrentHashMap<>();
  private final Map<Failure, Counter> rejected = new ConcurrentHashMap<>();
  private final Map<Crawled, Counter> crawlers = new ConcurrentHashMap<>();

  /** What the requests of crawlers are counted by. */
  private record Crawled(CrawlerClaim claim, String backend, int status) {}

  public RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void onOutcome(Outcome outcome) {
    Decision decision = outcome.decision();
    Failure error = outcome.error();
    if (error != null && error.isRejection()) {
      rejected.computeIfAbsent(error, this::rejectedCounter).increment();
    }
    if (decision == null) {
      return;
    }
    Decision.Route route = decision.route();
    Series series = byRoute.get(route);
    if (series == null) {
      series = byRoute.computeIfAbsent(route, Series::new);
    }
    series.requests(outcome.status(), outcome.protocol()).increment();
    series.durations.record(outcome.durationNanos(), TimeUnit.NANOSECONDS);
    CrawlerClaim crawler = outcome.crawler();
    if (crawler != null) {
      crawlers
          .computeIfAbsent(
              new Crawled(crawler, route.backend(), outcome.status()), this::crawledCounter)
          .increment();
    }
    switch (decision) {
      case Decision.Redirect _, Decision.Gone _ -> redirects(outcome.status()).increment();
      case Decision.Serve _, Decision.Hold _ -> {}
    }
    if (outcome.retries() > 0) {
      retries(route.backend()).increment(outcome.retries());
    }
    if (error != null && error.isBackends()) {
      failures(route.backend(), error).increment();
    }
  }

  /** The counters of one route, found by status and protocol without making a key. */
  private final class Series {
    private static final int STATUSES = 600;
    private static final List<String> PROTOCOLS = List.of("HTTP/1.1", "HTTP/2.0", "HTTP/1.0");

    private final Decision.Route route;
    private final String unit;
    private final AtomicReferenceArray<Counter> requests =
        new AtomicReferenceArray<>(STATUSES * PROTOCOLS.size());
    final Timer durations;

    Series(Decision.Route route) {
      this.route = route;
      this.unit = route.unit() == null ? "none" : route.unit();
      this.durations =
          Timer.builder("crossfade.request.duration")
              .description("From the head of a request to the end of its answer.")
              .tag("unit", unit)
              .tag("backend", route.backend())
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
    }

    Counter requests(int status, String protocol) {
      int place = PROTOCOLS.indexOf(protocol) * STATUSES + status;
      Counter known = requests.get(place);
      if (known == null) {
        known = register(status, protocol);
        requests.set(place, known);
      }
      return known;
    }

    /** A second time it is the same counter. */
    private Counter register(int status, String protocol) {
      return Counter.builder("crossfade.requests")
          .description("Requests that were answered, by what was decided and answered.")
          .tag("unit", unit)
          .tag("backend", route.backend())
          .tag("arm", route.arm().word())
          .tag("status", Integer.toString(status))
          .tag("protocol", protocol)
          .register(registry);
    }
  }

  private Counter rejectedCounter(Failure failure) {
    return Counter.builder("crossfade.rejected.requests")
        .description(
            "Requests that were refused, or cut off for what their client did or did not do.")
        .tag("reason", failure.word())
        .register(registry);
  }

  private Counter redirects(int status) {
    return Counter.builder("crossfade.redirects")
        .description("Requests that the redirect map answered.")
        .tag("status", Integer.toString(status))
        .register(registry);
  }

  /** The crawlers that we know by name are a fixed list. */
  private Counter crawledCounter(Crawled crawled) {
    return Counter.builder("crossfade.crawler.requests")
        .description("Requests of crawlers, by whether they are who they say they are.")
        .tag("crawler", crawled.claim().name())
        .tag("verified", crawled.claim().standing().word())
        .tag("backend", crawled.backend())
        .tag("status", Integer.toString(crawled.status()))
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
