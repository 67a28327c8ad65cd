package dev.crossfade.deploy.gateway;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.config.Reload;
import dev.crossfade.config.Reloader;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import dev.crossfade.proxy.AccessLog;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.proxy.EndpointCondition;
import dev.crossfade.proxy.EndpointState;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Rollouts;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.routing.Dials;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  private final MultiGauge stage =
      MultiGauge.builder("crossfade.rollout.stage")
          .description("Where a rollout is in its plan, from 1; 0: below the first stage.")
          .register(registry);
  private final MultiGauge verdicts =
      MultiGauge.builder("crossfade.gate.verdict")
          .description("What a gate says: 1 pass, 0 hold, -1 fail.")
          .register(registry);
  private final MultiGauge endpoints =
      MultiGauge.builder("crossfade.endpoints")
          .description("Endpoints of a backend by what is thought of them.")
          .register(registry);
  private volatile @Nullable DataPlane plane;
  private volatile @Nullable Dials live;
  private volatile @Nullable Rollouts rollouts;
  private volatile Supplier<String> evidence = () -> "";

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
  void watch(
      DataPlane watched, AccessLog accessLog, Reloader reloader, Dials dials, RolloutDesk desk) {
    watched.bindTo(registry);
    plane = watched;
    live = dials;
    rollouts = desk.rollouts();
    evidence = desk::evidenceText;
    FunctionCounter.builder("crossfade.samples.dropped", desk, RolloutDesk::dropped)
        .description("What a sink could not take.")
        .tag("sink", "webhook")
        .register(registry);
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

  /** Where rollouts are at this moment, and what their gates say. */
  private void showRollouts(Rollouts shown) {
    List<MultiGauge.Row<Number>> stages = new ArrayList<>();
    List<MultiGauge.Row<Number>> says = new ArrayList<>();
    for (RolloutView view : shown.views()) {
      stages.add(MultiGauge.Row.of(Tags.of("unit", view.unit()), (Number) view.stage()));
      for (Verdict verdict : view.verdicts()) {
        Tags tags = Tags.of("unit", view.unit(), "gate", verdict.gate());
        says.add(MultiGauge.Row.of(tags, (Number) verdict.says().value()));
      }
    }
    stage.register(stages, true);
    verdicts.register(says, true);
  }

  /** Each state of each backend has a row, so that none of a kind is 0 and not nothing. */
  private void showEndpoints(DataPlane shown) {
    List<MultiGauge.Row<Number>> rows = new ArrayList<>();
    shown
        .endpoints()
        .forEach(
            (backend, all) -> {
              long ejected = all.stream().filter(EndpointState::ejected).count();
              long failing = all.stream().filter(GatewayMetrics::isFailing).count();
              long unhealthy = all.stream().filter(e -> !e.healthy() && !e.ejected()).count();
              long healthy = all.size() - ejected - failing - unhealthy;
              rows.add(endpointRow(backend, "healthy", healthy));
              rows.add(endpointRow(backend, "failing", failing));
              rows.add(endpointRow(backend, "ejected", ejected));
              rows.add(endpointRow(backend, "unhealthy", unhealthy));
            });
    endpoints.register(rows, true);
  }

  private static boolean isFailing(EndpointState endpoint) {
    return endpoint.condition() instanceof EndpointCondition.Failing;
  }

  private static MultiGauge.Row<Number> endpointRow(String backend, String state, long count) {
    return MultiGauge.Row.of(Tags.of("backend", backend, "state", state), (Number) count);
  }

  /** All of it as it is now, as Prometheus reads it. */
  String scrape() {
    DataPlane watched = plane;
    if (watched != null) {
      showEndpoints(watched);
    }
    Rollouts shown = rollouts;
    if (shown != null) {
      showRollouts(shown);
    }
    return registry.scrape() + evidence.get();
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
    List<? extends MultiGauge.Row<?>> rows =
        config.units().stream().filter(unit -> unit.send() == null).map(this::row).toList();
    exposure.register(rows, true);
  }

  private MultiGauge.Row<?> row(Unit unit) {
    Tags tags = Tags.of("unit", unit.name());
    Share percent = unit.exposure().percent();
    Dials dials = live;
    if (unit.rollout() != null && dials != null) {
      Dials.Dial dial = dials.of(unit.name());
      return MultiGauge.Row.of(
          tags, dial, turned -> turned.now().basisPoints() / (double) Buckets.COUNT);
    }
    return MultiGauge.Row.of(tags, (Number) (percent == null ? 0 : percent.ratio()));
  }
}
