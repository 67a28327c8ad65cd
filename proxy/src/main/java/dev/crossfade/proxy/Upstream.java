package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.value.Endpoint;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A backend as the data plane sees it: its endpoints and who is next. Thread-safe. */
final class Upstream {
  private final String name;
  private final Backend backend;
  private final List<UpstreamEndpoint> endpoints;
  private final AtomicInteger turn = new AtomicInteger();

  private Upstream(String name, Backend backend, List<UpstreamEndpoint> endpoints) {
    this.name = name;
    this.backend = backend;
    this.endpoints = endpoints;
  }

  static Upstream of(
      String name, Backend backend, Transport transport, @Nullable SslContext tls, int loops) {
    List<Endpoint> addresses = backend.endpoints();
    return new Upstream(
        name,
        backend,
        addresses.stream()
            .map(address -> new UpstreamEndpoint(address, backend, transport, tls, loops))
            .toList());
  }

  String name() {
    return name;
  }

  Backend backend() {
    return backend;
  }

  /** The literal host that its requests carry; empty: what the client asked for. */
  String hostHeader() {
    return backend.hostHeader().equals("preserve") ? "" : backend.hostHeader();
  }

  List<UpstreamEndpoint> endpoints() {
    return endpoints;
  }

  UpstreamEndpoint pick() {
    int start = Math.floorMod(turn.getAndIncrement(), endpoints.size());
    return switch (backend.balance()) {
      case ROUND_ROBIN -> endpoints.get(start);
      case LEAST_REQUESTS -> leastBusy(start);
    };
  }

  /** The turn decides among equals. */
  private UpstreamEndpoint leastBusy(int start) {
    UpstreamEndpoint best = endpoints.get(start);
    for (int i = 1; i < endpoints.size(); i++) {
      UpstreamEndpoint other = endpoints.get((start + i) % endpoints.size());
      if (other.underWay() < best.underWay()) {
        best = other;
      }
    }
    return best;
  }

  void retire() {
    endpoints.forEach(UpstreamEndpoint::retire);
  }

  void sweep() {
    endpoints.forEach(UpstreamEndpoint::sweep);
  }
}
