package dev.crossfade.deploy.bench;

import dev.crossfade.loadtest.EchoOrigin;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway of a run stands, and in front of what.
 *
 * @param endpoints ports of the origin, two, of which both backends consist
 * @param connections at most so many of clients at once
 * @param transport of Crossfade; null: the best there is
 * @param moved what it redirects; null: nothing
 */
record BenchSite(
    Path folder,
    BenchProtocol protocol,
    int port,
    int adminPort,
    List<Integer> endpoints,
    int connections,
    @Nullable String transport,
    @Nullable BenchMoved moved) {
  BenchSite {
    endpoints = List.copyOf(endpoints);
  }

  URI url() {
    return URI.create(protocol.scheme() + "://127.0.0.1:" + port + "/file");
  }

  /** Where the gateway takes WebSockets for an {@link EchoOrigin}, without TLS. */
  URI webSocket() {
    return URI.create("ws://127.0.0.1:" + port + EchoOrigin.PATH);
  }

  BenchCertificate certificate() {
    return new BenchCertificate(folder);
  }
}
