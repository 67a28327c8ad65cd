package dev.crossfade.proxy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;

/** Shows how many connections the backends of the active configuration have. */
final class UpstreamMetrics {
  private final MultiGauge connections;

  UpstreamMetrics(MeterRegistry registry) {
    this.connections =
        MultiGauge.builder("crossfade.upstream.connections")
            .description("Connections to backends: in use, kept, and requests that wait for one.")
            .register(registry);
  }

  /** Shows these and no others. */
  void show(Collection<Upstream> upstreams) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (Upstream upstream : upstreams) {
      rows.add(row(upstream, "active", UpstreamEndpoint::active));
      rows.add(row(upstream, "idle", UpstreamEndpoint::idle));
      rows.add(row(upstream, "pending", UpstreamEndpoint::pending));
    }
    connections.register(rows, true);
  }

  private static MultiGauge.Row<?> row(
      Upstream upstream, String state, ToIntFunction<UpstreamEndpoint> count) {
    return MultiGauge.Row.of(
        Tags.of("backend", upstream.name(), "state", state),
        upstream,
        shown -> shown.endpoints().stream().mapToInt(count).sum());
  }
}
