package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket on a stream of HTTP/2 (RFC 8441), towards backends that know it from HTTP/1.1. */
class H2WebSocketTest {
  private static final int ENABLE_CONNECT_PROTOCOL = 8;

  @Test
  void settings_atTheBeginning_allowExtendedConnect() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      var settings = client.await(H2Wire.SETTINGS).payload();
      int allowed = -1;
      while (settings.hasRemaining()) {
        int id = settings.getShort();
        int value = settings.getInt();
        allowed = id == ENABLE_CONNECT_PROTOCOL ? value : allowed;
      }

      assertThat(allowed).isOne();
    }
  }

  /** RFC 8441 §5: no key and no accept on the stream, both on the connection behind it. */
  @Test
  void connect_granted_isATunnel() throws IOException {
    List<Message> seen = new CopyOnWriteArrayList<>();
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  seen.add(Handshake.asked(wire));
                  wire.send(Handshake.granted(seen.getFirst(), "Sec-WebSocket-Protocol: chat"));
                  while (true) {
                    wire.send(wire.readBytes(1));
                  }
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      var tunnel = H2Tunnel.ask(client, 1, "sec-websocket-protocol", "chat, superchat");
      Http2Headers head = tunnel.head();

      assertThat(head.status()).hasToString("200");
      assertThat(head.get("sec-websocket-protocol")).hasToString("chat");
      assertThat(head.contains("sec-websocket-accept")).isFalse();
      assertThat(head.contains("upgrade") || head.contains("connection")).isFalse();
      assertThat(tunnel.send("hello").read(5)).isEqualTo("hello");
      assertThat(tunnel.send("again").read(5)).isEqualTo("again");
      Message asked = seen.getFirst();
      assertThat(asked.start()).isEqualTo("GET /chat?room=1 HTTP/1.1");
      assertThat(asked.header("host")).isEqualTo("www.shop.example");
      assertThat(asked.header("connection")).isEqualToIgnoringCase("upgrade");
      assertThat(asked.header("upgrade")).isEqualTo("websocket");
      assertThat(asked.header("sec-websocket-version")).isEqualTo("13");
      assertThat(asked.header("sec-websocket-key")).matches("[A-Za-z0-9+/]{22}==");
      assertThat(asked.header("sec-websocket-protocol")).isEqualTo("chat, superchat");
      assertThat(asked.has("transfer-encoding") || asked.has("content-length")).isFalse();
    }
  }

  @Test
  void connect_refused_isAnsweredAsTheBackendDoes() throws IOException {
    String refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno";
    try (var storefront = RecordingStorefront.answering(_ -> refusal);
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      var tunnel = H2Tunnel.ask(client, 1);

      assertThat(tunnel.head().status()).hasToString("403");
      assertThat(tunnel.next().bytes()).asString().isEqualTo("no");
    }
  }

  /** A 200 of the backend's is an answer; on the stream it would read as its consent. */
  @Test
  void connect_answeredWithAPage_isNotATunnel() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      assertThat(H2Tunnel.ask(client, 1).head().status().toString()).matches("[45]..");
    }
  }

  /** RFC 6455 §4.1: the gateway made the key, so it is the one that must check the proof. */
  @Test
  void connect_grantedWithoutProof_isABadGateway() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  String granted = Handshake.granted(Handshake.asked(wire));
                  wire.send(granted.replaceFirst("Accept: .{4}", "Accept: AAAA"));
                  wire.readToEnd();
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      assertThat(H2Tunnel.ask(client, 1).head().status()).hasToString("502");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"connect-udp", "webtransport", "websocket2"})
  void connect_toAnotherProtocol_isRefused(String protocol) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      var tunnel = H2Tunnel.askFor(protocol, client, 1);

      assertThat(tunnel.head().status().toString()).isIn("400", "501");
      assertThat(storefront.connections()).isZero();
    }
  }

  /** RFC 9113 §8.5: a way to anywhere, which a gateway of a shop is not. */
  @Test
  void connect_withoutProtocol_isRefused() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      H2Wire.Answer answer =
          client.head(1, false, ":method", "CONNECT", ":authority", "a:443").answer(1);

      assertThat(answer.error() >= 0 || answer.status().equals("501")).isTrue();
      assertThat(storefront.connections()).isZero();
      assertThat(client.get(3, "/").status()).isEqualTo("200");
    }
  }

  /** RFC 8441 §4: with :protocol come :scheme and :path, and only with CONNECT comes :protocol. */
  @Test
  void protocol_whereItMustNotBe_isAProtocolError() throws IOException {
    String[] noPath = {":method", "CONNECT", ":protocol", "websocket", ":authority", "a"};
    String[] get = {
      ":method", "GET", ":protocol", "websocket", ":scheme", "http", ":path", "/", ":authority", "a"
    };
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      assertThat(client.head(1, false, noPath).answer(1).error()).isEqualTo(H2Wire.PROTOCOL_ERROR);
      assertThat(client.head(3, true, get).answer(3).error()).isEqualTo(H2Wire.PROTOCOL_ERROR);

      assertThat(storefront.connections()).isZero();
    }
  }

  @Test
  void client_endsItsStream_endsTheBackendsSide() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                Handshake.granting(wire -> wire.send("heard " + wire.readToEnd().length)));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      var tunnel = H2Tunnel.ask(client, 1);
      tunnel.head();
      client.data(1, true, "goodbye");

      assertThat(tunnel.read(7)).isEqualTo("heard 7");
      assertThat(tunnel.isEnded()).isTrue();
      await().until(() -> gateway.requestsUnderWay() == 0);
    }
  }

  @Test
  void client_resetsItsStream_endsTheBackendsSideAndKeepsTheConnection() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      H2Tunnel.ask(client, 1).head();
      client.reset(1);

      await().until(() -> storefront.openConnections() == 0);
      assertThat(gateway.plane().connectionCount()).isOne();
    }
  }

  @Test
  void backend_leaves_endsTheStream() throws IOException {
    try (var storefront =
            RecordingStorefront.running(Handshake.granting(wire -> wire.send("goodbye")));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      var tunnel = H2Tunnel.ask(client, 1);
      tunnel.head();

      assertThat(tunnel.read(7)).isEqualTo("goodbye");
      assertThat(tunnel.isEnded()).isTrue();
    }
  }

  /** The windows of the stream are the client's to open: nothing is collected for it. */
  @Test
  void client_thatOpensNoWindow_holdsTheBackendBack() throws IOException {
    Flood flood = new Flood();
    try (var storefront = RecordingStorefront.running(Handshake.granting(flood::send));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      var tunnel = H2Tunnel.ask(client, 1);
      tunnel.head();
      flood.awaitStandstill();

      assertThat(flood.sent()).isLessThan(Flood.BUFFERED);
      assertThat(tunnel.read(1 << 20)).hasSize(1 << 20);
    }
  }

  @Test
  void tunnels_onOneConnection_doNotWaitForEachOther() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      var first = H2Tunnel.ask(client, 1);
      assertThat(first.next().type()).isEqualTo(H2Wire.HEADERS);
      var second = H2Tunnel.ask(client, 3);
      assertThat(second.next().type()).isEqualTo(H2Wire.HEADERS);

      assertThat(second.send("two").read(3)).isEqualTo("two");
      assertThat(first.send("one").read(3)).isEqualTo("one");
    }
  }

  @Test
  void outcome_ofATunnel_tellsWhatPassed() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                Handshake.granting(wire -> wire.send(wire.readBytes(4)).send("and more")));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      var tunnel = H2Tunnel.ask(client, 1);
      tunnel.head();
      assertThat(tunnel.send("ping").read(12)).isEqualTo("pingand more");

      Outcome outcome = gateway.outcome();
      assertThat(outcome.protocol()).isEqualTo("HTTP/2.0");
      assertThat(outcome.bytesIn()).isEqualTo(4);
      assertThat(outcome.bytesOut()).isEqualTo(12);
      assertThat(outcome.error()).isNull();
    }
  }
}
