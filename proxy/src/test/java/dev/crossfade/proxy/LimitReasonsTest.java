package dev.crossfade.proxy;

import static dev.crossfade.proxy.LimitReasonsTest.Where.BACKEND;
import static dev.crossfade.proxy.LimitReasonsTest.Where.CONNECTION;
import static dev.crossfade.proxy.LimitReasonsTest.Where.REQUEST;
import static dev.crossfade.proxy.RecordingStorefront.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every limit and timeout of the configuration is enforced, and counted under a reason of its own:
 * the table of docs/operate.md.
 */
class LimitReasonsTest {
  private static final String HEAD = "POST / HTTP/1.1\r\nHost: a\r\n";
  private static final String PAGE = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  @TempDir static Path folder;

  /** Where it is counted. */
  enum Where {
    REQUEST("crossfade.rejected.requests", "reason"),
    CONNECTION("crossfade.rejected.connections", "reason"),
    BACKEND("crossfade.upstream.failures", "kind");

    final String metric;
    final String label;

    Where(String metric, String label) {
      this.metric = metric;
      this.label = label;
    }
  }

  /** What a client does, until it is seen to be too much. */
  @FunctionalInterface
  interface Provocation {
    void provoke(Gateway gateway, Wire client) throws IOException;
  }

  /** What is to be provoked, of whom. */
  record Limit(String key, String settings, Where where, String reason, Provocation how) {
    Shop of(Shop shop) {
      return settings.startsWith("backends ")
          ? shop.backends(settings.substring("backends ".length()))
          : shop.and("limits: { " + settings + " }");
    }

    @Override
    public String toString() {
      return key + " as " + reason;
    }
  }

  static List<Limit> clients() {
    return List.of(
        sent("requestLine", "requestLine: 256B", "line-too-long", "GET /" + "x".repeat(300)),
        sent(
            "headers.size",
            "headers: { size: 1KB }",
            "head-too-large",
            HEAD + "X: " + "x".repeat(1_100)),
        sent(
            "headers.count",
            "headers: { count: 8 }",
            "head-too-large",
            HEAD + "A: b\r\n".repeat(9)),
        sent("body", "body: 1KB", "body-too-large", HEAD + "Content-Length: 1025\r\n\r\n"),
        sent(
            "body, in chunks",
            "body: 1KB",
            "body-too-large",
            HEAD + "Transfer-Encoding: chunked\r\n\r\n401\r\n" + "x".repeat(0x401)),
        sent("timeouts.header", "timeouts: { header: 100ms }", "head-timeout", HEAD),
        sent(
            "timeouts.body",
            "timeouts: { body: 100ms }",
            "body-timeout",
            HEAD + "Content-Length: 9\r\n\r\nx"),
        new Limit(
            "rates.body",
            "rates: { bodyGrace: 200ms }",
            REQUEST,
            "body-too-slow",
            (_, client) -> {
              client.send(HEAD + "Content-Length: 9999\r\n\r\n");
              assertThat(client.trickle("x".repeat(200), 20)).isTrue();
              assertThat(client.readResponse().status()).isEqualTo(408);
            }),
        new Limit(
            "rates.body over HTTP/2",
            "rates: { bodyGrace: 200ms }",
            REQUEST,
            "body-too-slow",
            (gateway, _) -> {
              try (var client = H2Wire.connect(gateway)) {
                client.request(1, false, "POST", "/");
                assertThat(client.answer(1).status()).isEqualTo("408");
              }
            }),
        new Limit(
            "connections",
            "connections: 1",
            CONNECTION,
            "limit",
            (gateway, client) -> {
              client.get("/");
              assertThat(gateway.get("/").status()).isEqualTo(503);
            }),
        new Limit(
            "timeouts.header, not a word",
            "timeouts: { header: 100ms }",
            CONNECTION,
            "head-timeout",
            (_, client) -> assertThat(client.isEnded()).isTrue()),
        new Limit(
            "timeouts.header over HTTP/2, half a head",
            "timeouts: { header: 100ms, idle: 60s }",
            CONNECTION,
            "head-timeout",
            (gateway, _) -> {
              try (var client = H2Wire.connect(gateway)) {
                client.get(1, "/");
                client.send(H2Wire.HEADERS, H2Wire.END_STREAM, 3, H2Wire.block(":method", "GET"));
                assertThat(client.isEnded()).isTrue();
              }
            }),
        new Limit(
            "timeouts.drain",
            "timeouts: { idle: 60s }",
            CONNECTION,
            "drain",
            (gateway, client) -> {
              client.send(HEAD + "Content-Length: 9\r\n\r\n");
              await().until(() -> gateway.requestsUnderWay() == 1);
              assertThat(gateway.plane().drain(AT_ONCE)).isOne();
            }),
        new Limit(
            "overload.memory",
            "overload: { memory: 0% }",
            CONNECTION,
            "overload",
            (gateway, _) -> await().until(() -> gateway.get("/").status() == 503)),
        new Limit(
            "h2.maxStreams",
            "h2: { maxStreams: 1 }",
            REQUEST,
            "stream-refused",
            (gateway, _) -> {
              try (var client = H2Wire.connect(gateway)) {
                client.await(H2Wire.SETTINGS);
                client.request(1, false, "POST", "/").request(3, true, "GET", "/");
                assertThat(client.refusal(3)).isEqualTo("RST_STREAM " + H2Wire.REFUSED_STREAM);
              }
            }),
        new Limit(
            "h2.maxResetsPer30s",
            "h2: { maxResetsPer30s: 5 }",
            CONNECTION,
            "flood",
            (gateway, _) -> {
              try (var client = H2Wire.connect(gateway)) {
                for (int stream = 1; stream < 20; stream += 2) {
                  client.request(stream, false, "POST", "/").reset(stream);
                }
                assertThat(client.isEnded()).isTrue();
              }
            }),
        new Limit(
            "h2.headerList",
            "h2: { headerList: 1KB }",
            REQUEST,
            "head-too-large",
            (gateway, _) -> {
              try (var client = H2Wire.connect(gateway)) {
                client.request(1, true, "GET", "/", "x", "y".repeat(1_000));
                assertThat(client.refusal(1)).isEqualTo("431");
              }
            }));
  }

  private static Limit sent(String key, String settings, String reason, String request) {
    return new Limit(
        key,
        settings,
        REQUEST,
        reason,
        (_, client) -> assertThat(client.request(request).status()).isBetween(400, 499));
  }

  @ParameterizedTest(name = "limits.{0}")
  @MethodSource("clients")
  void limit_ofClients_isCountedByItsReason(Limit limit) throws IOException {
    try (var storefront = RecordingStorefront.named("shop")) {
      assertCounted(limit, storefront);
    }
  }

  private static void assertCounted(Limit limit, RecordingStorefront storefront)
      throws IOException {
    Counts counts = new Counts();
    try (var gateway = counts.start(limit.of(Shop.of(storefront)));
        var client = gateway.connect()) {
      limit.how().provoke(gateway, client);

      Where where = limit.where();
      await()
          .untilAsserted(
              () -> {
                assertThat(counts.of(where.metric, where.label, limit.reason())).isPositive();
                assertThat(counts.of(where.metric))
                    .as("all reasons")
                    .isEqualTo(counts.of(where.metric, where.label, limit.reason()));
              });
    }
  }

  static List<Limit> backends() {
    return List.of(
        late("timeouts.firstByte", "timeouts: { firstByte: 100ms }", "first-byte-timeout", PAGE),
        late("timeouts.total", "timeouts: { total: 100ms }", "total-timeout", PAGE),
        cut("timeouts.idle", "timeouts: { idle: 100ms }", "idle-timeout", "/half"),
        cut("timeouts.total, in an answer", "timeouts: { total: 300ms }", "total-timeout", "/half"),
        cut(
            "timeouts.total, never idle",
            "timeouts: { total: 300ms }",
            "total-timeout",
            "/endless"),
        new Limit(
            "pool.maxPending",
            "backends pool: { maxConnections: 1, maxPending: 0 }",
            BACKEND,
            "backend-busy",
            (gateway, client) -> {
              client.send(PAGE);
              await().until(() -> gateway.requestsUnderWay() == 1);
              assertThat(gateway.get("/").status()).isEqualTo(503);
            }));
  }

  private static Limit late(String key, String settings, String reason, String request) {
    return new Limit(
        key,
        "backends " + settings,
        BACKEND,
        reason,
        (_, client) -> assertThat(client.request(request).status()).isEqualTo(504));
  }

  /** The answer has begun, so nothing but its end can tell the client. */
  private static Limit cut(String key, String settings, String reason, String target) {
    return new Limit(
        key,
        "backends " + settings,
        BACKEND,
        reason,
        (_, client) -> {
          client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
          Message head = client.readHead().orElseThrow();
          assertThat(head.status()).isEqualTo(200);
          assertThatThrownBy(() -> client.readBody(head, true)).isInstanceOf(EOFException.class);
        });
  }

  /** Of a storefront that says half of what it should, goes on for ever, or says nothing at all. */
  @ParameterizedTest(name = "backends.*.{0}")
  @MethodSource("backends")
  void limit_ofBackends_isCountedByItsReason(Limit limit) throws IOException {
    try (var storefront =
        RecordingStorefront.running(
            wire -> {
              Message request = wire.readRequest().orElseThrow();
              if (request.target().equals("/half")) {
                wire.send(ok("whole").replace("whole", "half"));
              } else if (request.target().equals("/endless")) {
                wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                while (true) {
                  wire.send("1000\r\n" + "x".repeat(0x1000) + "\r\n");
                }
              }
              wire.skip(Long.MAX_VALUE);
            })) {
      assertCounted(limit, storefront);
    }
  }

  /** Two connections fill the queue of a socket that nobody accepts from. */
  @Test
  void connect_thatTakesTooLong_isCounted() throws IOException {
    Counts counts = new Counts();
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var first = Wire.connect((InetSocketAddress) full.getLocalSocketAddress());
        var second = Wire.connect((InetSocketAddress) full.getLocalSocketAddress());
        var gateway =
            counts.start(
                Shop.of("http://127.0.0.1:" + full.getLocalPort())
                    .backends("timeouts: { connect: 100ms }"))) {
      assertThat(List.of(first, second)).allMatch(wire -> wire.socket().isConnected());

      Message answer = gateway.get("/");

      assertThat(answer.status()).isEqualTo(504);
      await().until(() -> counts.of("crossfade.upstream.failures", "kind", "connect-timeout") == 1);
      assertThat(counts.of("crossfade.upstream.failures")).isOne();
    }
  }

  /** The time for the first head begins when the handshake is over. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("handshakes")
  void handshake_thatTakesTooLong_isCounted(String protocols) throws IOException {
    Counts counts = new Counts();
    String files = new Certificates(folder).files("shop.example");
    String listener =
        "{ bind: \"127.0.0.1:0\", protocols: [ %s ], tls: { certificates: [ %s ] } }"
            .formatted(protocols, files);
    try (var storefront = RecordingStorefront.named("shop");
        var gateway =
            counts.start(
                Shop.of(storefront)
                    .listeners(listener)
                    .and("limits: { timeouts: { tlsHandshake: 300ms, header: 100ms } }"));
        var client = gateway.connect()) {
      assertThat(client.isEnded()).isTrue();

      await()
          .until(() -> counts.of("crossfade.rejected.connections", "reason", "tls-handshake") == 1);
      assertThat(counts.of("crossfade.rejected.connections")).isOne();
    }
  }

  static List<String> handshakes() {
    return List.of("http/1.1", "h2, http/1.1");
  }

  /** The one limit that turns nobody away: who asks on is told to do so on a new connection. */
  @Test
  void requestsPerConnection_endsItWithoutLosingOrCountingAnything() throws IOException {
    Counts counts = new Counts();
    try (var storefront = RecordingStorefront.named("shop");
        var gateway =
            counts.start(Shop.of(storefront).and("limits: { requestsPerConnection: 3 }"))) {
      for (int connection = 0; connection < 4; connection++) {
        try (var client = gateway.connect()) {
          for (int left = 2; left >= 0; left--) {
            Message answer = client.get("/");
            assertThat(answer.text()).isEqualTo("shop");
            assertThat(answer.header("connection")).isEqualTo(left == 0 ? "close" : null);
          }
          assertThat(client.isEnded()).isTrue();
        }
      }

      await().until(() -> counts.of("crossfade.requests", "status", "200") == 12);
      assertThat(storefront.requests()).hasSize(12);
      assertThat(counts.of("crossfade.rejected.requests")).isZero();
      assertThat(counts.of("crossfade.rejected.connections")).isZero();
      assertThat(counts.of("crossfade.upstream.failures")).isZero();
    }
  }
}
