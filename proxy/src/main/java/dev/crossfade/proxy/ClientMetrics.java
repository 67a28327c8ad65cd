package dev.crossfade.proxy;

import dev.crossfade.config.value.HostPort;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.group.ChannelGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shows how many connections clients have open, by listener. A listener is called what it is called
 * in the configuration, so that no client can make the number of series grow.
 */
final class ClientMetrics {
  private final MultiGauge connections;

  ClientMetrics(MeterRegistry registry) {
    this.connections =
        MultiGauge.builder("crossfade.client.connections")
            .description("Client connections that are open.")
            .register(registry);
  }

  /** Shows these and no others. */
  void show(Map<HostPort, List<ChannelGroup>> byListener) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    byListener.forEach((bind, groups) -> rows.add(row(bind, groups)));
    connections.register(rows, true);
  }

  private static MultiGauge.Row<?> row(HostPort bind, List<ChannelGroup> groups) {
    return MultiGauge.Row.of(
        Tags.of("listener", bind.toString()),
        groups,
        shown -> shown.stream().mapToInt(ChannelGroup::size).sum());
  }
}
