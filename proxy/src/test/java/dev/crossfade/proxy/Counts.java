package dev.crossfade.proxy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** What a gateway counts, for tests to look up. */
final class Counts {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RequestMetrics requests = new RequestMetrics(registry);

  Gateway start(Shop shop) {
    Gateway gateway = Gateway.start(shop, requests);
    gateway.plane().bindTo(registry);
    return gateway;
  }

  SimpleMeterRegistry registry() {
    return registry;
  }

  double of(String metric, String label, String value) {
    return registry.find(metric).tag(label, value).meters().stream()
        .mapToDouble(Counts::value)
        .sum();
  }

  double of(String metric) {
    return registry.find(metric).meters().stream().mapToDouble(Counts::value).sum();
  }

  private static double value(Meter meter) {
    return meter.measure().iterator().next().getValue();
  }
}
