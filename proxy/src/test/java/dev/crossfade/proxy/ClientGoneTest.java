package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Visitors who leave: nobody works on for them, and nothing of theirs stays behind. */
class ClientGoneTest {
  private static final String ENDLESS = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void client_leavesWithinTheAnswer_closesTheBackendConnection() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send(ENDLESS);
                  while (true) {
                    wire.send("5\r\nhello\r\n");
                  }
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      client.readHead();
      client.reset();

      Outcome outcome = gateway.outcome();
      assertThat(outcome.error()).isEqualTo(Failure.CLIENT_GONE);
      assertThat(outcome.status()).isEqualTo(200);
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  @Test
  void client_leavesBeforeTheAnswer_closesTheBackendConnection() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> storefront.connections() == 1);
      client.leave();

      Outcome outcome = gateway.outcome();
      assertThat(outcome.error()).isEqualTo(Failure.CLIENT_GONE);
      assertThat(outcome.status()).isZero();
      await().until(() -> storefront.openConnections() == 0);
      await().until(() -> gateway.plane().connectionCount() == 0);
    }
  }

  @Test
  void client_leavesWithinItsBody_closesTheBackendConnection() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhello");
      await().until(() -> storefront.connections() == 1);
      client.leave();

      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  @Test
  void client_leavesWithRequestsStillWaiting_closesTheBackendConnection() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send(ENDLESS);
                  while (true) {
                    wire.send("5\r\nhello\r\n");
                  }
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send(
          "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nfirst"
              + "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nsecond"
              + "POST /3 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nth");
      client.readHead();
      client.reset();

      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      await().until(() -> storefront.openConnections() == 0);
      assertThat(gateway.outcomesLeft()).isZero();
    }
  }

  @Test
  void client_leavesBetweenRequests_isNoFailure() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.get("/");
      client.leave();

      assertThat(gateway.outcome().error()).isNull();
      await().until(() -> gateway.plane().connectionCount() == 0);
      assertThat(gateway.outcomesLeft()).isZero();
      assertThat(storefront.openConnections()).isOne();
    }
  }

  @Test
  void clients_connectAndLeaveWithoutAWord_leaveNothingBehind() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront))) {
      for (int i = 0; i < 50; i++) {
        try (var client = gateway.connect()) {
          client.send(i % 2 == 0 ? "" : "GET / HT");
        }
      }

      await().until(() -> gateway.plane().connectionCount() == 0);
      assertThat(storefront.connections()).isZero();
      assertThat(gateway.requestsUnderWay()).isZero();
    }
  }
}
