package dev.crossfade.proxy;

import static dev.crossfade.proxy.RecordingStorefront.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Connections that serve one request after the other (RFC 9112 §9.3), on both sides. */
class KeepAliveTest {
  @Test
  void requests_onOneConnection_useOneConnectionToTheBackend() throws IOException {
    try (var storefront = RecordingStorefront.answering(r -> RecordingStorefront.ok(r.target()));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      for (int i = 0; i < 20; i++) {
        Message answer = client.get("/page-" + i);

        assertThat(answer.text()).isEqualTo("/page-" + i);
        assertThat(answer.has("connection")).isFalse();
      }

      assertThat(storefront.connections()).isOne();
      assertThat(gateway.plane().connectionCount()).isOne();
    }
  }

  @Test
  void requests_pipelined_areAnsweredInOrder() throws IOException {
    try (var storefront = RecordingStorefront.answering(r -> RecordingStorefront.ok(r.target()));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      StringBuilder burst = new StringBuilder();
      for (int i = 0; i < 30; i++) {
        burst.append("GET /%d HTTP/1.1\r\nHost: www.shop.example\r\n\r\n".formatted(i));
      }
      client.send(burst.toString());

      for (int i = 0; i < 30; i++) {
        assertThat(client.readResponse().text()).isEqualTo("/" + i);
      }
    }
  }

  @Test
  void requests_pipelinedWithBodiesAndHeads_keepTheirFraming() throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                r ->
                    r.method().equals("HEAD")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
                        : RecordingStorefront.ok(r.method() + " " + r.text()));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send(
          "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none"
              + "HEAD /2 HTTP/1.1\r\nHost: a\r\n\r\n"
              + "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\ntwo\r\n0\r\n\r\n"
              + "GET /4 HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.readResponse().text()).isEqualTo("POST one");
      assertThat(client.readResponse(true).header("content-length")).isEqualTo("5");
      assertThat(client.readResponse().text()).isEqualTo("POST two");
      assertThat(client.readResponse().text()).isEqualTo("GET ");
    }
  }

  @Test
  void request_withConnectionClose_isTheLastOfItsConnection() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      Message answer =
          client.request("GET / HTTP/1.1\r\nHost: www.shop.example\r\nConnection: close\r\n\r\n");

      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void request_ofHttp10_isAnsweredAndClosed() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      Message answer = client.request("GET / HTTP/1.0\r\n\r\n");

      assertThat(answer.text()).isEqualTo("legacy");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void requests_ofHttp10ThatKeepAlive_shareTheirConnection() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        Message answer = client.request("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        assertThat(answer.text()).isEqualTo("legacy");
        assertThat(answer.header("connection")).isEqualTo("keep-alive");
      }
      assertThat(storefront.connections()).isOne();
    }
  }

  /** RFC 9112 §6.1: chunked is never sent to a client of HTTP/1.0; the end says how long it was. */
  @Test
  void request_ofHttp10AnsweredInChunks_endsWithTheConnection() throws IOException {
    String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n";
    try (var storefront = RecordingStorefront.answering(_ -> chunked);
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      Message answer = client.request("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

      assertThat(answer.has("transfer-encoding")).isFalse();
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(answer.text()).isEqualTo("one");
    }
  }

  @Test
  void requests_asManyAsAConnectionMayHave_endIt() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { requestsPerConnection: 2 }"));
        var client = gateway.connect()) {
      assertThat(client.get("/").has("connection")).isFalse();
      assertThat(client.get("/").header("connection")).isEqualTo("close");
      assertThat(client.isEnded()).isTrue();
    }
  }

  /**
   * RFC 9112 §9.6: were the connection closed with requests unread, the system would throw away
   * what the client has not taken of the last answer.
   */
  @Test
  void requests_pipelinedBeyondWhatAConnectionMayHave_loseNoAnswer() throws IOException {
    String large = "x".repeat(4 << 20);
    try (var storefront = RecordingStorefront.answering(_ -> ok(large));
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { requestsPerConnection: 1 }"));
        var client = gateway.connectWithSmallBuffers()) {
      String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
      client.send(request.repeat(2));
      Message head = client.readHead().orElseThrow();
      client.send(request.repeat(200));

      assertThat(head.header("connection")).isEqualTo("close");
      assertThat(client.readBody(head, false).text()).hasSize(large.length());
      assertThat(client.isEnded()).isTrue();
      assertThat(storefront.requests()).hasSize(1);
    }
  }

  @Test
  void connection_idleTooLong_isClosed() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { timeouts: { idle: 100ms } }"));
        var client = gateway.connect()) {
      client.get("/");

      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void connection_withoutAWholeHeadInTime_isToldAndClosed() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { timeouts: { header: 100ms } }"));
        var client = gateway.connect()) {
      Message answer = client.request("GET / HTTP/1.1\r\nHost:");

      assertThat(answer.status()).isEqualTo(408);
      assertThat(client.isEnded()).isTrue();
      assertThat(gateway.outcome().error()).isEqualTo(Failure.HEAD_TIMEOUT);
    }
  }

  @Test
  void connection_withoutAWordInTime_isClosedWithoutOne() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { timeouts: { header: 100ms } }"));
        var client = gateway.connect()) {
      assertThat(client.isEnded()).isTrue();
      assertThat(gateway.outcomesLeft()).isZero();
    }
  }

  @Test
  void backendConnection_idleTooLong_isClosed() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).backends("pool: { idle: 100ms }"));
        var client = gateway.connect()) {
      client.get("/");

      await().until(() -> storefront.openConnections() == 0);
      assertThat(client.get("/").status()).isEqualTo(200);
      assertThat(storefront.connections()).isEqualTo(2);
    }
  }

  @Test
  void backendConnection_closedByTheBackend_isNotUsedAgain() throws IOException {
    String last = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    try (var storefront = RecordingStorefront.answering(_ -> last);
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        Message answer = client.get("/");

        assertThat(answer.text()).isEqualTo("ok");
        assertThat(answer.headers("connection")).as("request %d", i).isEmpty();
      }
      assertThat(storefront.connections()).isEqualTo(3);
    }
  }
}
