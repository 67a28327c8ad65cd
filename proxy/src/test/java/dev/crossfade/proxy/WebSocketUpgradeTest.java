package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who becomes a tunnel and who stays HTTP (RFC 9110 §7.8, RFC 6455 §4). */
class WebSocketUpgradeTest {
  private final List<Message> seen = new CopyOnWriteArrayList<>();

  /** Answers the first request of a connection so, and the others with a page. */
  private RecordingStorefront storefront(String answer) {
    return RecordingStorefront.running(
        wire -> {
          seen.add(Handshake.asked(wire));
          wire.send(answer);
          for (var next = wire.readRequest(); next.isPresent(); next = wire.readRequest()) {
            seen.add(next.get());
            wire.send(RecordingStorefront.ok("page"));
          }
        });
  }

  @Test
  void upgrade_granted_isRelayedWithWhatBothSidesSaid() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  Message request = Handshake.asked(wire);
                  seen.add(request);
                  wire.send(
                      Handshake.granted(
                          request,
                          "Sec-WebSocket-Protocol: chat",
                          "Sec-WebSocket-Extensions: permessage-deflate",
                          "Set-Cookie: seat=7"));
                  wire.readToEnd();
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      Message answer =
          client.request(
              Handshake.request(
                  "/chat?room=1",
                  "Origin: https://www.shop.example",
                  "Sec-WebSocket-Protocol: chat, superchat",
                  "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"));

      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("connection")).isEqualToIgnoringCase("upgrade");
      assertThat(answer.header("upgrade")).isEqualTo("websocket");
      assertThat(answer.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      assertThat(answer.header("sec-websocket-protocol")).isEqualTo("chat");
      assertThat(answer.header("sec-websocket-extensions")).isEqualTo("permessage-deflate");
      assertThat(answer.headers("set-cookie")).contains("seat=7");
      assertThat(answer.has("content-length") || answer.has("transfer-encoding")).isFalse();
      Message asked = seen.getFirst();
      assertThat(asked.start()).isEqualTo("GET /chat?room=1 HTTP/1.1");
      assertThat(asked.header("connection")).isEqualToIgnoringCase("upgrade");
      assertThat(asked.header("upgrade")).isEqualTo("websocket");
      assertThat(asked.header("sec-websocket-key")).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
      assertThat(asked.header("sec-websocket-version")).isEqualTo("13");
      assertThat(asked.header("sec-websocket-protocol")).isEqualTo("chat, superchat");
      assertThat(asked.header("sec-websocket-extensions"))
          .isEqualTo("permessage-deflate; client_max_window_bits");
      assertThat(asked.header("origin")).isEqualTo("https://www.shop.example");
      assertThat(asked.header("x-forwarded-for")).isEqualTo("127.0.0.1");
      assertThat(asked.has("content-length") || asked.has("transfer-encoding")).isFalse();
    }
  }

  /** Connection and Upgrade are each hop's own: the gateway says them, it does not pass them on. */
  @Test
  void upgrade_withMoreInItsConnectionFields_asksOnlyForWebSocket() throws IOException {
    String request =
        "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, X-Drop, UPGRADE\r\n"
            + "Upgrade: shout, WebSocket\r\nKeep-Alive: 5\r\nX-Drop: a\r\n"
            + Handshake.KEY
            + "\r\n"
            + Handshake.VERSION
            + "\r\n\r\n";
    try (var storefront = storefront(RecordingStorefront.ok("no"));
        var gateway = Gateway.start(Shop.of(storefront))) {
      gateway.request(request);

      Message asked = seen.getFirst();
      assertThat(asked.header("upgrade")).isEqualTo("websocket");
      assertThat(asked.header("connection")).isEqualToIgnoringCase("upgrade");
      assertThat(asked.has("keep-alive") || asked.has("x-drop")).isFalse();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"200 OK", "403 Forbidden", "404 Not Found", "426 Upgrade Required"})
  void upgrade_refused_leavesTheConnectionWithHttp(String status) throws IOException {
    String refusal = "HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\nno";
    try (var storefront = storefront(refusal);
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      Message answer = client.request(Handshake.request("/chat"));

      assertThat(answer.start()).isEqualTo("HTTP/1.1 " + status);
      assertThat(answer.text()).isEqualTo("no");
      assertThat(answer.has("upgrade")).isFalse();
      assertThat(client.get("/page").status()).isIn(200, answer.status());
      assertThat(seen).hasSize(2);
      assertThat(seen.get(1).target()).isEqualTo("/page");
    }
  }

  /** Wire safety: bytes behind a head that asks are not a tunnel's until the backend agreed. */
  @Test
  void upgrade_refusedWithARequestBehindIt_routesThatOrCloses() throws IOException {
    try (var storefront = storefront(RecordingStorefront.ok("no"));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send(Handshake.request("/chat") + "GET /x HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.readResponse().text()).isEqualTo("no");
      var next = client.readHead();
      if (next.isPresent()) {
        assertThat(next.get().status()).isEqualTo(200);
        assertThat(seen.get(1).target()).isEqualTo("/x");
      }
      assertThat(seen).allSatisfy(request -> assertThat(request.has("via")).isTrue());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"h2c", "TLS/1.0", "websocket2", "web socket", "\"websocket\""})
  void upgrade_toAnotherProtocol_isNotAskedFor(String protocol) throws IOException {
    try (var storefront = storefront(RecordingStorefront.ok("page"));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      Message answer =
          client.request(
              "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: "
                  + protocol
                  + "\r\n\r\n");

      assertThat(answer.text()).isEqualTo("page");
      assertThat(answer.has("upgrade")).isFalse();
      assertThat(seen.getFirst().has("upgrade")).isFalse();
      assertThat(seen.getFirst().has("connection")).isFalse();
      assertThat(client.get("/page").status()).isEqualTo(200);
    }
  }

  /** RFC 9110 §7.8: HTTP/1.0 knows no upgrade, and without Connection the field is not meant. */
  @ParameterizedTest(name = "{0} with Connection: {1}")
  @CsvSource({"HTTP/1.0,Upgrade", "HTTP/1.1,keep-alive"})
  void upgrade_thatIsNotMeant_isNotAskedFor(String version, String connection) throws IOException {
    String request =
        "GET /chat %s\r\nHost: a\r\nConnection: %s\r\nUpgrade: websocket\r\n%s\r\n%s\r\n\r\n"
            .formatted(version, connection, Handshake.KEY, Handshake.VERSION);
    try (var storefront = storefront(RecordingStorefront.ok("page"));
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(gateway.request(request).text()).isEqualTo("page");

      assertThat(seen.getFirst().has("upgrade")).isFalse();
    }
  }

  static Stream<Arguments> bad() {
    String get = "GET /chat HTTP/1.1";
    return Stream.of(
        Arguments.of("no key", Handshake.head(get, Handshake.VERSION)),
        Arguments.of(
            "two keys", Handshake.head(get, Handshake.KEY, Handshake.KEY, Handshake.VERSION)),
        Arguments.of(
            "another method",
            Handshake.head("POST /chat HTTP/1.1", Handshake.KEY, Handshake.VERSION)),
        Arguments.of("a body", Handshake.request("/chat", "Content-Length: 5") + "hello"),
        Arguments.of(
            "a chunked body",
            Handshake.request("/chat", "Transfer-Encoding: chunked") + "0\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void handshake_thatIsNone_isRefusedAndNotPassedOn(String what, String request)
      throws IOException {
    try (var storefront = storefront(RecordingStorefront.ok("page"));
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(gateway.request(request).status()).as(what).isEqualTo(400);

      assertThat(storefront.connections()).isZero();
      assertThat(gateway.outcome().error()).isEqualTo(Failure.MALFORMED);
    }
  }

  /** RFC 6455 §4.4 lets a server say which versions it has; who never heard of ours may not. */
  @ParameterizedTest(name = "with <{0}>")
  @ValueSource(strings = {"", "Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: 13, 8"})
  void handshake_ofAnotherVersion_isNotGranted(String version) throws IOException {
    String refusal =
        "HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n";
    try (var storefront = storefront(refusal);
        var gateway = Gateway.start(Shop.of(storefront))) {
      String request = Handshake.head("GET /chat HTTP/1.1", Handshake.KEY, version);

      assertThat(gateway.request(request).status()).isIn(400, 426);
    }
  }

  /** A backend that switches to what nobody asked for cannot be understood. */
  @ParameterizedTest(name = "with <{0}>")
  @ValueSource(
      strings = {"Upgrade: shout\r\nConnection: Upgrade\r\n", "Connection: Upgrade\r\n", ""})
  void backend_switchesToAnotherProtocol_isABadGateway(String fields) throws IOException {
    String answer = "HTTP/1.1 101 Switching Protocols\r\n" + fields + "\r\nsecret";
    try (var storefront = storefront(answer);
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      Message got = client.request(Handshake.request("/chat"));

      assertThat(got.status()).isEqualTo(502);
      assertThat(got.body()).doesNotContain("secret");
      assertThat(gateway.outcome().error()).isEqualTo(Failure.BACKEND_MALFORMED);
    }
  }

  @Test
  void backend_switchesUnasked_isABadGateway() throws IOException {
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    try (var storefront = storefront(answer);
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);
    }
  }

  @Test
  void backend_unreachable_isABadGateway() throws IOException {
    try (var storefront = storefront("");
        var gateway = Gateway.start(Shop.of(storefront))) {
      storefront.stop();

      assertThat(gateway.request(Handshake.request("/chat")).status()).isEqualTo(502);
    }
  }
}
