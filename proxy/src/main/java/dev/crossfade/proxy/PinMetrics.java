package dev.crossfade.proxy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;

/** Counts what happens to pinned checkouts. */
final class PinMetrics implements PinSink {
  private final MeterRegistry registry;
  private final MultiGauge active;

  PinMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.active =
        MultiGauge.builder("crossfade.pins.active")
            .description("Checkouts under way that this process has seen.")
            .register(registry);
  }

  /** Rare enough to look the counter up each time. */
  @Override
  public void onPin(PinNews news) {
    Counter.builder("crossfade.pins")
        .description("What happened to pinned checkouts and to the cookies that carry them.")
        .tag("pin", news.pin())
        .tag("backend", news.backend().isEmpty() ? "none" : news.backend())
        .tag("event", news.event().word())
        .register(registry)
        .increment();
  }

  void show(Map<PinWatch.PinPlace, Integer> counts) {
    List<MultiGauge.Row<Number>> rows =
        counts.entrySet().stream()
            .map(
                entry ->
                    MultiGauge.Row.of(
                        Tags.of("pin", entry.getKey().pin(), "backend", entry.getKey().backend()),
                        (Number) entry.getValue()))
            .toList();
    active.register(rows, true);
  }
}
