package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Backends that do not do as they should; no visitor may take half a page for a whole one. */
class BackendFailureTest {
  private static final String QUICK =
      "timeouts: { connect: 200ms, firstByte: 100ms, idle: 100ms, total: 5s }";

  @ParameterizedTest
  @MethodSource
  void backend_noAnswer_is502(String said, Failure failure) throws IOException {
    try (var storefront = saying(said);
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);
      assertThat(gateway.outcome().error()).isEqualTo(failure);
    }
  }

  static Stream<Arguments> backend_noAnswer_is502() {
    return Stream.of(
        argumentSet("closes at once", "", Failure.BACKEND_CLOSED),
        argumentSet("garbage", "SSH-2.0-OpenSSH_9.6\r\n\r\n", Failure.BACKEND_MALFORMED),
        argumentSet("half a status line", "HTTP/1.1 2", Failure.BACKEND_CLOSED),
        argumentSet("no status", "HTTP/1.1 abc OK\r\n\r\n", Failure.BACKEND_MALFORMED),
        argumentSet("half a head", "HTTP/1.1 200 OK\r\nA: b\r\n", Failure.BACKEND_CLOSED),
        argumentSet(
            "two lengths",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            Failure.BACKEND_MALFORMED),
        argumentSet(
            "a length that is none",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nab",
            Failure.BACKEND_MALFORMED),
        argumentSet(
            "a length and chunks",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            Failure.BACKEND_MALFORMED),
        argumentSet(
            "a head that is too large",
            "HTTP/1.1 200 OK\r\nA: " + "b".repeat(70_000) + "\r\n\r\n",
            Failure.BACKEND_MALFORMED));
  }

  @Test
  void backend_onlyEarlyHints_is502AfterThem() throws IOException {
    try (var storefront = saying("HTTP/1.1 103 Early Hints\r\n\r\n");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      assertThat(client.get("/").status()).isEqualTo(103);
      assertThat(client.readResponse().status()).isEqualTo(502);
    }
  }

  @ParameterizedTest
  @MethodSource
  void backend_stopsWithinTheAnswer_isSeenAsACut(String said) throws IOException {
    try (var storefront = saying(said);
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      assertThatThrownBy(() -> client.get("/")).isInstanceOf(IOException.class);

      Outcome outcome = gateway.outcome();
      assertThat(outcome.status()).isEqualTo(200);
      assertThat(outcome.error()).isIn(Failure.BACKEND_CLOSED, Failure.BACKEND_MALFORMED);
    }
  }

  static Stream<Arguments> backend_stopsWithinTheAnswer_isSeenAsACut() {
    return Stream.of(
        argumentSet("fewer bytes than said", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"),
        argumentSet("no bytes of those said", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"),
        argumentSet(
            "within a chunk",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhe"),
        argumentSet(
            "between chunks",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
        argumentSet(
            "a chunk of no size",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\nx"));
  }

  /** Without a length only a reset tells a client of HTTP/1.0 that something is missing. */
  @Test
  void backend_stopsWithinTheAnswerToHttp10_isSeenAsACut() throws IOException {
    try (var storefront =
            saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThatThrownBy(() -> gateway.request("GET / HTTP/1.0\r\n\r\n"))
          .isInstanceOf(IOException.class);
    }
  }

  /**
   * A body that ends with its connection is whole when that is closed, but not when it is reset.
   */
  @Test
  void backend_resetsABodyThatEndsWithItsConnection_isSeenAsACut() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send("HTTP/1.1 200 OK\r\n\r\nhello");
                  wire.skip(Long.MAX_VALUE);
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      client.readHead();
      assertThat(client.readChunk()).asString().isEqualTo("hello");
      storefront.resetAll();

      assertThatThrownBy(client::readChunk).isInstanceOf(IOException.class);
    }
  }

  @Test
  void backend_refusesConnections_is502() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront))) {
      storefront.stop();

      assertThat(gateway.get("/").status()).isEqualTo(502);
      Outcome outcome = gateway.outcome();
      assertThat(outcome.error()).isEqualTo(Failure.CONNECT_FAILED);
      assertThat(outcome.endpoint()).isEqualTo("127.0.0.1:" + storefront.port());
    }
  }

  /** The queue of a socket that nobody accepts from is full after a few. */
  @Test
  void backend_doesNotTakeConnections_is504() throws IOException {
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var first =
            Wire.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
        var second =
            Wire.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
        var storefront = RecordingStorefront.named("next");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .legacy("http://127.0.0.1:" + full.getLocalPort())
                    .backends(QUICK))) {
      assertThat(first.socket().isConnected() && second.socket().isConnected()).isTrue();

      assertThat(gateway.get("/").status()).isEqualTo(504);
      assertThat(gateway.outcome().error()).isEqualTo(Failure.CONNECT_TIMEOUT);
    }
  }

  @Test
  void backend_acceptsAndStaysSilent_is504() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(storefront).backends(QUICK));
        var client = gateway.connect()) {
      assertThat(client.get("/").status()).isEqualTo(504);

      assertThat(gateway.outcome().error()).isEqualTo(Failure.FIRST_BYTE_TIMEOUT);
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  @Test
  void backend_fallsSilentWithinTheAnswer_isSeenAsACut() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                  wire.skip(Long.MAX_VALUE);
                });
        var gateway = Gateway.start(Shop.of(storefront).backends(QUICK));
        var client = gateway.connect()) {
      assertThatThrownBy(() -> client.get("/")).isInstanceOf(IOException.class);

      assertThat(gateway.outcome().error()).isEqualTo(Failure.IDLE_TIMEOUT);
    }
  }

  @Test
  void backend_takesTooLongForAWholeAnswer_isCut() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  while (true) {
                    wire.send("1000\r\n" + "x".repeat(0x1000) + "\r\n"); // never idle, never done
                  }
                });
        var gateway = Gateway.start(Shop.of(storefront).backends("timeouts: { total: 200ms }"));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      client.readHead();

      assertThatThrownBy(
              () -> {
                while (client.readChunk().length > 0) {}
              })
          .isInstanceOf(IOException.class);
      assertThat(gateway.outcome().error()).isEqualTo(Failure.TOTAL_TIMEOUT);
    }
  }

  /** What an endpoint says unasked must not become the answer to somebody else's question. */
  @Test
  void backend_speaksOnAnIdleConnection_isNotHeard() throws IOException {
    String surplus = RecordingStorefront.ok("somebody else's page");
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  Message request = wire.readRequest().orElseThrow();
                  wire.send(RecordingStorefront.ok(request.target()));
                  wire.send(surplus);
                  wire.skip(Long.MAX_VALUE);
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      assertThat(client.get("/1").text()).isEqualTo("/1");
      await().until(() -> storefront.openConnections() == 0);

      assertThat(client.get("/2").text()).isEqualTo("/2");
      assertThat(storefront.connections()).isEqualTo(2);
    }
  }

  /** The same when it comes in one piece with the answer and the next question already waits. */
  @ParameterizedTest
  @MethodSource("dev.crossfade.proxy.TransportsTest#available")
  void backend_saysMoreThanItsAnswer_isNotHeardByThePipelinedRequest(Transport transport)
      throws IOException {
    String surplus = RecordingStorefront.ok("somebody else's page");
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  Message request = wire.readRequest().orElseThrow();
                  wire.send(RecordingStorefront.ok(request.target()) + surplus);
                  wire.skip(Long.MAX_VALUE);
                });
        var gateway = Gateway.start(transport, Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.readResponse().text()).isEqualTo("/1");
      assertThat(client.readResponse().text()).isEqualTo("/2");
    }
  }

  @Test
  void backend_closesAnIdleConnection_isNotNoticedByVisitors() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send(RecordingStorefront.ok("page"));
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      for (int i = 1; i <= 3; i++) {
        assertThat(client.get("/").text()).isEqualTo("page");
        await().until(() -> storefront.openConnections() == 0);
      }
      assertThat(storefront.connections()).isEqualTo(3);
    }
  }

  @Test
  void clientConnection_afterAGatewayMadeAnswer_canBeUsedAgain() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  Message request = wire.readRequest().orElseThrow();
                  if (!request.target().equals("/bad")) {
                    wire.send(RecordingStorefront.ok("page"));
                  }
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      assertThat(client.get("/bad").status()).isEqualTo(502);
      assertThat(client.get("/good").text()).isEqualTo("page");
    }
  }

  private static RecordingStorefront saying(String text) {
    return RecordingStorefront.running(
        wire -> {
          wire.readRequest();
          wire.send(text);
        });
  }
}
