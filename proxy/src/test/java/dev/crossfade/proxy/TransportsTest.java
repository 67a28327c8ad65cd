package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That every way to drive sockets that this machine has passes the same bytes. */
class TransportsTest {
  static Stream<Transport> available() {
    return Stream.of(Transport.values()).filter(Transport::isAvailable);
  }

  @ParameterizedTest
  @MethodSource("available")
  void requests_onOneConnection_areAnswered(Transport transport) throws IOException {
    try (var storefront = RecordingStorefront.answering(r -> RecordingStorefront.ok(r.text()));
        var gateway = Gateway.start(transport, Shop.of(storefront));
        var client = gateway.connect()) {
      for (int i = 0; i < 10; i++) {
        assertThat(client.get("/").status()).isEqualTo(200);
        assertThat(
                client
                    .request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell" + i)
                    .text())
            .isEqualTo("hell" + i);
      }
      assertThat(storefront.connections()).isOne();
    }
  }

  @ParameterizedTest
  @MethodSource("available")
  void requests_whoseBackendConnectionsAreNew_keepTheirBodies(Transport transport)
      throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                r ->
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\n"
                        + r.text());
        var gateway = Gateway.start(transport, Shop.of(storefront));
        var client = gateway.connect()) {
      for (int i = 0; i < 10; i++) {
        assertThat(
                client
                    .request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell" + i)
                    .text())
            .isEqualTo("hell" + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("available")
  void requests_pipelined_areAnsweredInOrder(Transport transport) throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                r ->
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n"
                        + r.target()
                        + "\r\n0\r\n\r\n");
        var gateway = Gateway.start(transport, Shop.of(storefront));
        var client = gateway.connect()) {
      String rest = " HTTP/1.1\r\nHost: a\r\n";
      String body = "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n";
      client.send("GET /1" + rest + "\r\nPOST /2" + rest + body + "GET /3" + rest + "\r\n");

      for (int i = 1; i <= 3; i++) {
        assertThat(client.readResponse().text()).isEqualTo("/" + i);
      }
      assertThat(storefront.requests().get(1).text()).isEqualTo("x");
    }
  }

  @ParameterizedTest
  @MethodSource("available")
  void largeBodies_bothWays_arriveWhole(Transport transport) throws IOException {
    int size = 4 << 20;
    try (var storefront = RecordingStorefront.answering(r -> RecordingStorefront.ok(r.text()));
        var gateway = Gateway.start(transport, Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
      client.send("x".repeat(size));

      assertThat(client.readResponse().body()).hasSize(size);
    }
  }

  @ParameterizedTest
  @MethodSource("available")
  void client_leaves_closesTheBackendConnection(Transport transport) throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(transport, Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> storefront.connections() == 1);
      client.leave();

      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  @ParameterizedTest
  @MethodSource("available")
  void backend_refusesConnections_is502(Transport transport) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(transport, Shop.of(storefront))) {
      storefront.stop();

      assertThat(gateway.get("/").status()).isEqualTo(502);
    }
  }

  @Test
  void best_isTheFirstThatIsAvailable() {
    assertThat(Transport.best()).isEqualTo(available().findFirst().orElseThrow());
  }

  @Test
  void named_anySpelling_isTheTransport() {
    assertThat(Transport.named("io-uring")).contains(Transport.IO_URING);
    assertThat(Transport.named("IO_URING")).contains(Transport.IO_URING);
    assertThat(Transport.named("Nio")).contains(Transport.NIO);
    assertThat(Transport.named("kqueue")).isEmpty();
  }
}
