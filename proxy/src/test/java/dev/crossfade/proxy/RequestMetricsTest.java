package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted, and that no client can make the number of series grow. */
class RequestMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private RecordingStorefront storefront;
  private Gateway gateway;

  @BeforeEach
  void open() {
    storefront = RecordingStorefront.named("legacy");
    gateway =
        Gateway.start(
            Shop.of(storefront)
                .units("{ name: cart, match: { path: /cart }, exposure: { percent: 100% } }")
                .and("limits: { body: 1KB }"),
            new RequestMetrics(registry));
  }

  @AfterEach
  void close() {
    gateway.close();
    storefront.close();
  }

  @Test
  void request_ofAUnit_isCountedByItsDecision() throws IOException {
    gateway.get("/cart");
    gateway.outcome();

    assertThat(
            registry
                .get("crossfade.requests")
                .tags("unit", "cart", "backend", "next", "arm", "next")
                .tags("status", "200", "protocol", "HTTP/1.1")
                .counter()
                .count())
        .isOne();
    assertThat(
            registry
                .get("crossfade.request.duration")
                .tags("unit", "cart", "backend", "next")
                .timer()
                .count())
        .isOne();
  }

  @Test
  void request_ofNoUnit_isCountedAsNone() throws IOException {
    gateway.request("GET / HTTP/1.0\r\n\r\n");
    gateway.outcome();

    assertThat(
            registry
                .get("crossfade.requests")
                .tags("unit", "none", "backend", "legacy", "arm", "none", "protocol", "HTTP/1.0")
                .counter()
                .count())
        .isOne();
  }

  @Test
  void request_refused_isCountedByItsReason() throws IOException {
    gateway.request("GET / HTTP/1.1\r\n\r\n");
    gateway.outcome();

    assertThat(
            registry
                .get("crossfade.rejected.requests")
                .tags("reason", "malformed")
                .counter()
                .count())
        .isOne();
    assertThat(registry.find("crossfade.requests").counters()).isEmpty();
  }

  @Test
  void backend_failed_isCountedByItsKind() throws IOException {
    storefront.stop();
    gateway.get("/cart");
    gateway.outcome();

    assertThat(
            registry
                .get("crossfade.upstream.failures")
                .tags("backend", "next", "kind", "connect-failed")
                .counter()
                .count())
        .isOne();
  }

  /** A client that sends too much says nothing about the backend. */
  @Test
  void client_failed_isNotCountedAgainstTheBackend() throws IOException {
    try (var client = gateway.connect()) {
      client.send("POST /cart HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("400\r\n" + "x".repeat(0x400) + "\r\n1\r\nx\r\n");
      assertThat(client.readResponse().status()).isEqualTo(413);
    }
    gateway.outcome();

    assertThat(registry.find("crossfade.upstream.failures").counters()).isEmpty();
  }

  @Test
  void clients_askForAnything_growNoSeries() throws IOException {
    try (var client = gateway.connect()) {
      for (int i = 0; i < 50; i++) {
        client.request(
            "M%d /%d?%d HTTP/1.1\r\nHost: h%d\r\nUser-Agent: u%d\r\n\r\n".formatted(i, i, i, i, i));
        gateway.outcome();
      }
    }

    assertThat(registry.find("crossfade.requests").counters()).hasSize(1);
    assertThat(registry.find("crossfade.request.duration").timers()).hasSize(1);
  }
}
