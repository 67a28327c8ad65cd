package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Collection;
import org.junit.jupiter.api.Test;

/** What operators see of the clients' connections. */
class ClientMetricsTest {
  private static final String FIRST = "127.0.0.1:0";
  private static final String OTHER = "localhost:0";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void connections_areShownByTheListenerAsItIsConfigured() throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(shop(storefront, FIRST, OTHER, OTHER));
        var one = gateway.connect();
        var two = gateway.connect();
        var three = Wire.connect(gateway.address(1));
        var four = Wire.connect(gateway.address(2))) {
      gateway.plane().bindTo(registry);
      for (Wire client : new Wire[] {one, two, three, four}) {
        assertThat(client.get("/").status()).isEqualTo(200);
      }

      assertThat(shown(FIRST)).isEqualTo(2);
      assertThat(shown(OTHER)).as("of both that are written alike").isEqualTo(2);
      assertThat(gauges()).hasSize(2);

      two.leave();
      await().until(() -> shown(FIRST) == 1);
    }
  }

  @Test
  void connections_ofAListenerThatCloses_areShownUntilTheyEnd() throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(shop(storefront, FIRST, OTHER));
        var client = Wire.connect(gateway.address(1))) {
      gateway.plane().bindTo(registry);
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
      await().until(() -> gateway.requestsUnderWay() == 1);

      gateway.activate(shop(storefront, FIRST));

      assertThat(shown(OTHER)).isOne();
      client.send("x");
      assertThat(client.readResponse().status()).isEqualTo(200);
      await().until(() -> shown(OTHER) == 0);

      gateway.activate(shop(storefront, FIRST));

      assertThat(gauges()).hasSize(1);
    }
  }

  private static Shop shop(RecordingStorefront storefront, String... binds) {
    String[] listeners = new String[binds.length];
    for (int i = 0; i < binds.length; i++) {
      listeners[i] = "{ bind: \"" + binds[i] + "\" }";
    }
    return Shop.of(storefront).listeners(listeners);
  }

  private Collection<Gauge> gauges() {
    return registry.find("crossfade.client.connections").gauges();
  }

  private double shown(String listener) {
    return registry.get("crossfade.client.connections").tag("listener", listener).gauge().value();
  }
}
