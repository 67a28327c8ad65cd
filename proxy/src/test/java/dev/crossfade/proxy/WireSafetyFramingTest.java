package dev.crossfade.proxy;

import static dev.crossfade.proxy.Hostile.delivered;
import static dev.crossfade.proxy.Hostile.each;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases 1 to 10 of docs/wire-safety.md: where a request ends. Two servers that disagree about it
 * take one client's body for another client's request.
 */
class WireSafetyFramingTest {
  private static final String CHUNKED = "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||%s";
  private static final String SMUGGLED = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void head_framedAmbiguously_isRefused(Hostile hostile, Delivery delivery) throws IOException {
    Refusal.by(400, 501).assertOfHead(hostile, delivery);
  }

  static Stream<Arguments> head_framedAmbiguously_isRefused() {
    String coding = "POST / HTTP/1.1|Host: a|Transfer-Encoding: %s||0||";
    String field = "POST / HTTP/1.1|Host: a|%s||0||";
    String length = "POST / HTTP/1.1|Host: a|Content-Length: %s||hello";
    return delivered(
        List.of(
            each(
                1,
                "RFC 9112 §6.1, §6.3",
                "POST / HTTP/1.1|Host: a|%s||0||G",
                "Content-Length: 6|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Content-Length: 6"),
            each(
                2,
                "RFC 9112 §6.1",
                coding,
                "xchunked",
                "chunked, identity",
                "chunked, chunked",
                ",chunked",
                "gzip, chunked",
                "chunked|Transfer-Encoding: chunked",
                "identity|Transfer-Encoding: chunked"),
            each(
                3,
                "RFC 9112 §5.1, §5.2",
                field,
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: \013chunked",
                "Transfer-Encoding: chunked\0",
                "Transfer-Encoding:| chunked",
                "Transfer_Encoding: chunked"),
            each(
                4,
                "RFC 9112 §6.1",
                "POST / HTTP/1.0|Host: a|%s||5|hello|0||",
                "Transfer-Encoding: chunked",
                "Connection: keep-alive|Transfer-Encoding: chunked"),
            each(
                5,
                "RFC 9110 §8.6",
                length,
                "5|Content-Length: 6",
                "5, 6",
                "+5",
                "-0",
                "0x5",
                "5 5",
                "",
                "18446744073709551616")));
  }

  /** Case 5: spellings of one length may be put right, but never passed on as they are. */
  @ParameterizedTest(name = "05 (RFC 9110 §8.6): length {0}, {1}")
  @CsvSource(
      delimiter = ';',
      value = {"005;WHOLE", "005;BYTE_BY_BYTE", "5, 5;WHOLE", "5, 5;BYTE_BY_BYTE"})
  void length_spelledOddly_isRefusedOrMadeCanonical(String length, Delivery delivery)
      throws IOException {
    String request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\nhello";
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      new Hostile(5, "", length, request).send(client, delivery);
      int status = client.readResponse().status();

      if (status == 200) {
        assertThat(storefront.requests().getFirst().header("content-length")).isEqualTo("5");
        assertThat(storefront.requests().getFirst().body()).isEqualTo("hello");
      } else {
        assertThat(status).isEqualTo(400);
        assertThat(client.isEnded()).isTrue();
        assertThat(storefront.connections()).isZero();
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void chunks_malformed_areRefused(Hostile hostile, Delivery delivery) throws IOException {
    Refusal.by(400, 413).assertOfBody(hostile, delivery);
  }

  static Stream<Arguments> chunks_malformed_areRefused() {
    return delivered(
        List.of(
            each(
                6,
                "RFC 9112 §7.1",
                CHUNKED + "|hello|0||",
                "0x5",
                "+5",
                " 5",
                "5 ",
                "5_0",
                "",
                "-1",
                "100000005",
                "00000000000000005"),
            each(
                7,
                "RFC 9112 §2.2, §7.1",
                CHUNKED,
                "5;\nhello|0||",
                "5\nhello|0||",
                "5\rX|hello|0||",
                "5|helloXX|0||",
                "0\n\n"),
            each(
                8,
                "RFC 9112 §7.1.1",
                CHUNKED,
                "5;a=\"|0||GET /x HTTP/1.1|Host: a||",
                "5;a=\0|hello|0||",
                "5;a=" + "x".repeat(64 << 10) + "|hello|0||")));
  }

  @ParameterizedTest(name = "08 (RFC 9112 §7.1.1): a valid extension, {0}")
  @EnumSource
  void chunkExtension_valid_isAcceptedAndNotForwarded(Delivery delivery) throws IOException {
    String request = CHUNKED.replace("%s", "5;a=b;c=\"d e\"|hello|0;last||");
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      new Hostile(8, "", "", Hostile.lines(request)).send(client, delivery);

      assertThat(client.readResponse().status()).isEqualTo(200);
      // The storefront reads no extensions, so there were none.
      assertThat(storefront.requests().getFirst().body()).isEqualTo("hello");
    }
  }

  /** Some decoders give a handshake of old WebSockets a body of eight bytes. */
  @ParameterizedTest(name = "09 (RFC 9112 §6.3): keys of an old handshake, {0}")
  @EnumSource
  void oldWebSocketHandshake_hasNoBody(Delivery delivery) throws IOException {
    String request = "GET / HTTP/1.1|Host: a|Sec-WebSocket-Key1: a|Sec-WebSocket-Key2: b||";
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      new Hostile(9, "", "", Hostile.lines(request)).send(client, delivery);

      assertThat(client.readResponse().status()).isEqualTo(200);
      assertThat(client.readResponse().status()).isEqualTo(200);
      assertThat(storefront.requests())
          .extracting(seen -> seen.target() + " " + seen.body())
          .containsExactly("/ ", "/follow-up ");
    }
  }

  @ParameterizedTest(name = "10 (RFC 9112 §6): {0} with a body that looks like a request, {1}")
  @CsvSource({
    "GET,WHOLE",
    "GET,BYTE_BY_BYTE",
    "HEAD,WHOLE",
    "HEAD,BYTE_BY_BYTE",
    "OPTIONS,WHOLE",
    "OPTIONS,BYTE_BY_BYTE"
  })
  void body_ofAMethodThatSeldomHasOne_isNeverARequest(String method, Delivery delivery)
      throws IOException {
    String head = method + " / HTTP/1.1|Host: a|Content-Length: " + SMUGGLED.length() + "||";
    try (var storefront = RecordingStorefront.answering(_ -> "HTTP/1.1 204 No Content\r\n\r\n");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      new Hostile(10, "", "", Hostile.lines(head) + SMUGGLED).send(client, delivery);

      assertThat(client.readResponse().status()).isEqualTo(204);
      assertThat(gateway.get("/other").status()).isEqualTo(204);
      Message seen = storefront.requests().getFirst();
      assertThat(seen.start()).isEqualTo(method + " / HTTP/1.1");
      assertThat(seen.body()).isEqualTo(SMUGGLED);
      assertThat(storefront.requests()).extracting(Message::target).doesNotContain("/x");
    }
  }

  @ParameterizedTest(name = "10 (RFC 9112 §6): {0} with such a body over HTTP/2, {1}")
  @CsvSource({
    "GET,WHOLE",
    "GET,BYTE_BY_BYTE",
    "HEAD,WHOLE",
    "HEAD,BYTE_BY_BYTE",
    "OPTIONS,WHOLE",
    "OPTIONS,BYTE_BY_BYTE"
  })
  void body_ofSuchAMethodOverHttp2_isNeverARequest(String method, Delivery delivery)
      throws IOException {
    try (var storefront = RecordingStorefront.answering(_ -> "HTTP/1.1 204 No Content\r\n\r\n");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = new H2Wire(gateway.connect(), delivery)) {
      client.request(1, false, method, "/").data(1, true, SMUGGLED);

      assertThat(client.answer(1).status()).isEqualTo("204");
      assertThat(gateway.get("/other").status()).isEqualTo(204);
      assertThat(storefront.requests()).extracting(Message::target).containsExactly("/", "/other");
      assertThat(storefront.requests().getFirst().body()).isEqualTo(SMUGGLED);
    }
  }
}
