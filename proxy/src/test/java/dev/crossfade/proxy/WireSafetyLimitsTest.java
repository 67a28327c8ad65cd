package dev.crossfade.proxy;

import static dev.crossfade.proxy.Hostile.delivered;
import static dev.crossfade.proxy.Hostile.each;
import static dev.crossfade.proxy.RecordingStorefront.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 39 of docs/wire-safety.md: how much a head may be, and how long everything may take. */
class WireSafetyLimitsTest {
  private static final String SMALL = "limits: { requestLine: 256B, headers: { size: 1KB } }";

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void requestLine_tooLong_isRefused(Hostile hostile, Delivery delivery) throws IOException {
    Refusal.in(shop -> shop.and(SMALL), 414).assertOfHead(hostile, delivery);
  }

  static Stream<Arguments> requestLine_tooLong_isRefused() {
    String line = "GET /%s HTTP/1.1|Host: a||";
    int others = "GET / HTTP/1.1".length();
    return delivered(
        List.of(each(39, "RFC 9110 §15.5.15", line, "x".repeat(257 - others), "x".repeat(10_000))));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void head_tooLarge_isRefused(Hostile hostile, Delivery delivery) throws IOException {
    Refusal.in(shop -> shop.and(SMALL), 431).assertOfHead(hostile, delivery);
  }

  static Stream<Arguments> head_tooLarge_isRefused() {
    String head = "GET / HTTP/1.1|Host: a|%s||";
    return delivered(
        List.of(
            each(
                39,
                "RFC 6585 §5",
                head,
                "X: " + "x".repeat(1024),
                "X: 8901234567890123456789|".repeat(50) + "X: y",
                "x".repeat(1100) + ": x"),
            each(39, "RFC 6585 §5", head, "A:|".repeat(99) + "A:", "A:|".repeat(300) + "A:")));
  }

  @ParameterizedTest(name = "39 (RFC 6585 §5): {0} fields over HTTP/2 are answered with {1}")
  @CsvSource({"90,200", "101,431", "1000,431"})
  void fieldsOverHttp2_tooMany_areRefused(int count, int status) throws IOException {
    String[] fields = new String[2 * count];
    Arrays.fill(fields, "x");
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(Visit.Version.HTTP_2.ask(gateway, "GET", "/", fields).status()).isEqualTo(status);
      assertThat(storefront.connections()).isEqualTo(status == 200 ? 1 : 0);
    }
  }

  @ParameterizedTest(name = "39 (RFC 9110 §15.5.15): a path of {0} over HTTP/2")
  @CsvSource({"200,200", "300,414"})
  void pathOverHttp2_tooLong_isRefused(int length, int status) throws IOException {
    String path = "/" + "x".repeat(length - 1);
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront).and(SMALL))) {
      assertThat(Visit.Version.HTTP_2.ask(gateway, "GET", path).status()).isEqualTo(status);
      assertThat(storefront.connections()).isEqualTo(status == 200 ? 1 : 0);
    }
  }

  /** A byte now and then does not earn more time: the whole head has one deadline. */
  @ParameterizedTest(name = "39 (RFC 9112 §9.5): a head byte by byte, after {0} requests")
  @ValueSource(ints = {0, 1})
  void head_thatComesTooSlowly_endsTheConnection(int before) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway =
            Gateway.start(
                Shop.of(storefront).and("limits: { timeouts: { header: 300ms, idle: 60s } }"));
        var client = gateway.connect()) {
      for (int i = 0; i < before; i++) {
        assertThat(client.get("/").status()).isEqualTo(200);
      }

      assertThat(client.trickle("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(300), 20)).isTrue();
      assertThat(storefront.requests()).hasSize(before);
    }
  }

  @ParameterizedTest(name = "39 (RFC 9113 §4.3): half a head over HTTP/2, after {0} requests")
  @ValueSource(ints = {0, 1})
  void headOverHttp2_thatNeverEnds_endsTheConnection(int before) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway =
            Gateway.start(
                Shop.of(storefront).and("limits: { timeouts: { header: 300ms, idle: 60s } }"));
        var client = H2Wire.connect(gateway)) {
      for (int i = 0; i < before; i++) {
        assertThat(client.get(2 * i + 1, "/").status()).isEqualTo("200");
      }
      client.send(
          H2Wire.HEADERS, H2Wire.END_STREAM, 2 * before + 1, H2Wire.block(":method", "GET"));

      assertThat(client.isEnded()).isTrue();
    }
  }

  @ParameterizedTest(name = "39 (RFC 9110 §15.5.9): a body that stops, {0}")
  @EnumSource
  void body_thatStops_isGivenUp(Visit.Version version) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { timeouts: { body: 200ms } }"));
        var client = H2Wire.connect(gateway)) {
      int status =
          switch (version) {
            case HTTP_1 -> version.ask(gateway, "POST", "/", "content-length", "9").status();
            case HTTP_2 -> {
              client.request(1, false, "POST", "/").data(1, false, "first");
              yield Integer.parseInt(client.answer(1).status());
            }
          };

      assertThat(status).isEqualTo(408);
      assertThat(storefront.requests()).isEmpty();
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  /** In time for each byte, and for ever: what the exchange may take as a whole ends it. */
  @ParameterizedTest(name = "39 (RFC 9112 §9.5): a body a byte every {0} ms")
  @ValueSource(ints = 20)
  void body_thatComesTooSlowly_isGivenUp(int pause) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .and("limits: { timeouts: { body: 200ms } }")
                    .backends("timeouts: { total: 500ms }"));
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");

      assertThat(client.trickle("x".repeat(500), pause)).isTrue();
      assertThat(storefront.requests()).isEmpty();
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  @ParameterizedTest(name = "39 (RFC 9112 §9.5): an answer of {0} bytes that nobody reads")
  @ValueSource(ints = 32 << 20)
  void answer_thatNobodyReads_isGivenUp(int size) throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send(ok("x".repeat(size)));
                  wire.skip(Long.MAX_VALUE);
                });
        var gateway = Gateway.start(Shop.of(storefront).backends("timeouts: { idle: 300ms }"));
        var client = gateway.connectWithSmallBuffers()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_STALLED);
      await().until(() -> storefront.openConnections() == 0);
      await().until(() -> gateway.plane().connectionCount() == 0);
    }
  }
}
