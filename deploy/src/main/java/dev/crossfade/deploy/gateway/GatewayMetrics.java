package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Reload;
import dev.crossfade.config.Reloader;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import dev.crossfade.proxy.AccessLog;
import dev.crossfade.proxy.DataPlane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** The metrics of the whole gateway, beside those that the data plane counts itself. */
final class GatewayMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter applied = reloads("applied");
  private final Counter refused = reloads("refused");
  private final MultiGauge exposure =
      MultiGauge.builder("crossfade.exposure.ratio")
          .description("The share of a unit's visitors that next serves.")
          .register(registry);

  GatewayMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  @SuppressWarnings("resource") // lives as long as the process
  private final JvmGcMetrics gc = new JvmGcMetrics();

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Shows what these parts count; called once they are there. */
  void watch(DataPlane plane, AccessLog accessLog, Reloader reloader) {
    plane.bindTo(registry);
    FunctionCounter.builder("crossfade.samples.dropped", accessLog, AccessLog::dropped)
        .description("What a sink could not take.")
        .tag("sink", "access-log")
        .register(registry);
    Gauge.builder("crossfade.config.version", reloader, GatewayMetrics::version)
        .description("The version of the active configuration.")
        .register(registry);
  }

  private static double version(Reloader reloader) {
    return reloader.active().map(snapshot -> (double) snapshot.version()).orElse(0.0);
  }

  private Counter reloads(String result) {
    return Counter.builder("crossfade.config.reloads")
        .description("Reloads of the configuration.")
        .tag("result", result)
        .register(registry);
  }

  void onReload(Reload reload) {
    switch (reload) {
      case Reload.Applied done -> {
        applied.increment();
        show(done.snapshot().config());
      }
      case Reload.Refused _ -> refused.increment();
    }
  }

  private void show(Config config) {
    List<MultiGauge.Row<Number>> rows =
        config.units().stream()
            .filter(unit -> unit.send() == null)
            .map(unit -> MultiGauge.Row.of(Tags.of("unit", unit.name()), (Number) ratio(unit)))
            .toList();
    exposure.register(rows, true);
  }

  private static double ratio(Unit unit) {
    Share percent = unit.exposure().percent();
    return percent == null ? 0 : percent.ratio();
  }
}
