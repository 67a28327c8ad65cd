package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases 12 and 13 of docs/wire-safety.md, and over HTTP/2 the cases 24, 27 and 28: what HTTP/2
 * could carry and HTTP/1 could not, or would read otherwise.
 */
class WireSafetyH2Test {
  /** One head that no request may have. */
  record Head(int number, String section, String what, List<String> fields) {
    static Head of(int number, String section, String what, String... fields) {
      return new Head(number, section, what, List.of(fields));
    }

    @Override
    public String toString() {
      return "%02d (%s): %s over HTTP/2".formatted(number, section, what);
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("heads")
  void head_malformed_isRefused(Head head, Delivery delivery) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = new H2Wire(gateway.connect(), delivery)) {
      client.head(1, true, head.fields().toArray(new String[0]));

      assertThat(client.refusal(1)).isIn("400", "501", "RST_STREAM 1", "GOAWAY 1");
      assertThat(gateway.get("/other").status()).isEqualTo(200);
      assertThat(storefront.requests()).extracting(Message::target).containsExactly("/other");
      assertThat(storefront.connections()).isOne();
    }
  }

  static Stream<Arguments> heads() {
    return Stream.of(values(), names(), pseudo(), authorities(), targets())
        .flatMap(List::stream)
        .flatMap(head -> Stream.of(Delivery.values()).map(how -> Arguments.of(head, how)));
  }

  private static List<Head> values() {
    String section = "RFC 9113 §8.2.1";
    return List.of(
        with(12, section, "CR in a value", "x", "a\rb"),
        with(12, section, "LF in a value", "x", "a\nb"),
        with(12, section, "CR LF and a field in a value", "x", "a\r\ny: b"),
        with(12, section, "NUL in a value", "x", "a\0b"),
        with(12, section, "a space before a value", "x", " a"),
        with(12, section, "a space behind a value", "x", "a "),
        with(12, section, "a tab behind a value", "x", "a\t"));
  }

  private static List<Head> names() {
    String section = "RFC 9113 §8.2";
    return List.of(
        with(12, section, "capitals in a name", "X-A", "b"),
        with(12, section, "a space in a name", "x a", "b"),
        with(12, section, "a colon in a name", "x:a", "b"),
        with(12, section, "CR LF in a name", "x: a\r\ny", "b"),
        with(12, section, "an empty name", "", "b"),
        with(13, "RFC 9113 §8.2.2", "transfer-encoding", "transfer-encoding", "chunked"),
        with(13, "RFC 9113 §8.2.2", "connection", "connection", "close"),
        with(13, "RFC 9113 §8.2.2", "te: gzip", "te", "gzip"));
  }

  private static List<Head> pseudo() {
    String section = "RFC 9113 §8.3.1";
    return List.of(
        of(12, section, "a request line in :path", "GET", "/ HTTP/1.1\r\nX: y"),
        of(12, section, "a space in :path", "GET", "/ HTTP/1.1"),
        of(12, section, "a space in :method", "GET /x HTTP/1.1", "/"),
        with(13, section, "two :path", ":path", "/x"),
        with(13, section, "two :method", ":method", "POST"),
        with(13, section, "two :scheme", ":scheme", "https"),
        with(13, section, "two :authority", ":authority", "b"),
        with(13, section, "an unknown pseudo-header", ":crossfade", "x"),
        with(13, section, "a status", ":status", "200"),
        Head.of(13, section, "no :method", ":scheme", "http", ":path", "/", ":authority", "a"),
        Head.of(13, section, "no :scheme", ":method", "GET", ":path", "/", ":authority", "a"),
        Head.of(13, section, "no :path", ":method", "GET", ":scheme", "http", ":authority", "a"),
        with(13, section, "an :authority other than host", "host", "b"));
  }

  private static List<Head> authorities() {
    String section = "RFC 9113 §8.3.1";
    return List.of(
        Head.of(24, section, "no host", ":method", "GET", ":scheme", "http", ":path", "/"),
        ofHost("an empty host", ""),
        ofHost("two hosts", "a, b"),
        ofHost("a user", "u@a"),
        ofHost("a path in the host", "a/x"),
        ofHost("a port that is none", "a:99999"));
  }

  private static List<Head> targets() {
    return List.of(
        of(27, "RFC 3986 §3.5", "a fragment", "GET", "/a#b"),
        of(27, "RFC 3986 §2", "a control character", "GET", "/\1"),
        of(27, "RFC 3986 §2", "a byte beyond ASCII", "GET", "/\u00ff"),
        of(27, "RFC 3986 §2", "a backslash", "GET", "/a\\b"),
        of(28, "RFC 9113 §8.3.1", "GET *", "GET", "*"),
        of(28, "RFC 9113 §8.3.1", "GET a:80", "GET", "a:80"),
        Head.of(28, "RFC 9113 §8.5", "CONNECT", ":method", "CONNECT", ":authority", "a:443"));
  }

  private static Head of(int number, String section, String what, String method, String path) {
    return Head.of(number, section, what, H2Wire.fields(method, path));
  }

  private static Head with(int number, String section, String what, String name, String value) {
    return Head.of(number, section, what, H2Wire.fields("GET", "/", name, value));
  }

  private static Head ofHost(String what, String host) {
    return Head.of(
        24,
        "RFC 9113 §8.3.1",
        what,
        ":method",
        "GET",
        ":scheme",
        "http",
        ":path",
        "/",
        ":authority",
        host);
  }

  /** The head may be in the shop by then; the end of its body never is. */
  @ParameterizedTest(name = "13 (RFC 9113 §8.1.1): content-length {0} and \"{1}\", {2}")
  @CsvSource({
    "5,hel,WHOLE",
    "5,hel,BYTE_BY_BYTE",
    "5,hello and more,WHOLE",
    "5,hello and more,BYTE_BY_BYTE"
  })
  void body_ofAnotherLengthThanItSays_neverArrivesWhole(
      String length, String body, Delivery delivery) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = new H2Wire(gateway.connect(), delivery)) {
      client.request(1, false, "POST", "/", "content-length", length).data(1, true, body);

      assertThat(client.refusal(1)).isIn("400", "RST_STREAM 1", "GOAWAY 1");
      assertThat(gateway.get("/other").status()).isEqualTo(200);
      assertThat(storefront.requests()).extracting(Message::target).containsExactly("/other");
      await().untilAsserted(() -> assertThat(storefront.unfinished()).isZero());
    }
  }
}
