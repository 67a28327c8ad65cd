package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** What operators see of the connections to the backends. */
class UpstreamMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void connections_areShownByTheirState() throws IOException {
    Semaphore answers = new Semaphore(0);
    try (var storefront =
            RecordingStorefront.answering(
                _ -> {
                  answers.acquireUninterruptibly();
                  return RecordingStorefront.ok("page");
                });
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .backends("pool: { maxConnections: 1 }, timeouts: { connect: 10s }"));
        var first = gateway.connect();
        var second = gateway.connect()) {
      gateway.plane().bindTo(registry);
      first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> shown("active") == 1);
      second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> shown("pending") == 1);
      assertThat(shown("idle")).isZero();

      answers.release(2);

      assertThat(first.readResponse().status()).isEqualTo(200);
      assertThat(second.readResponse().status()).isEqualTo(200);
      await().until(() -> shown("idle") == 1 && shown("active") == 0 && shown("pending") == 0);
    }
  }

  @Test
  void connections_ofAnotherConfiguration_replaceThose() throws IOException {
    try (var before = RecordingStorefront.named("before");
        var after = RecordingStorefront.named("after");
        var gateway = Gateway.start(Shop.of(before))) {
      gateway.plane().bindTo(registry);
      gateway.activate(Shop.of(after));
      gateway.get("/");

      await().until(() -> shown("idle") == 1);
      assertThat(registry.find("crossfade.upstream.connections").gauges()).hasSize(6);
    }
  }

  private double shown(String state) {
    return registry
        .get("crossfade.upstream.connections")
        .tags("backend", "legacy", "state", state)
        .gauge()
        .value();
  }
}
