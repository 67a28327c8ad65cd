package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which heads are refused (RFC 9112 §3, §5, §6), and that no byte of them reaches a backend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadRulesTest {
  private static final String HOST = "Host: www.shop.example\r\n";

  private RecordingStorefront storefront;
  private Gateway gateway;

  @BeforeAll
  void open() {
    storefront = RecordingStorefront.answering(r -> RecordingStorefront.ok(r.target()));
    gateway =
        Gateway.start(
            Shop.of(storefront)
                .and("limits: { requestLine: 1KB, headers: { size: 4KB, count: 20 }, body: 1MB }"));
  }

  @AfterAll
  void close() {
    gateway.close();
    storefront.close();
  }

  @ParameterizedTest
  @MethodSource
  void head_malformed_isRefusedAndNotForwarded(int status, String head) throws IOException {
    int before = storefront.connections();
    try (var client = gateway.connect()) {
      Message answer = client.request(head);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.isEnded()).isTrue();
      assertThat(storefront.connections()).isEqualTo(before);
    }
  }

  static Stream<Arguments> head_malformed_isRefusedAndNotForwarded() {
    return Stream.of(
        argumentSet("no HTTP", 400, "hello\r\n\r\n"),
        argumentSet("HTTP/0.9", 400, "GET /\r\n\r\n"),
        argumentSet("HTTP/2.0", 400, "GET / HTTP/2.0\r\n" + HOST + "\r\n"),
        argumentSet("a version that is none", 400, "GET / HTTX/1.1\r\n" + HOST + "\r\n"),
        argumentSet("a space in the target", 400, "GET /a b HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("CONNECT", 501, "CONNECT a:443 HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("absolute form", 400, "GET http://a/ HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("asterisk form", 400, "GET * HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("TRACE", 501, "TRACE / HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("a dot segment", 400, "GET /a/./b HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("two dots", 400, "GET /a/../b HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("two dots at the end", 400, "GET /a/.. HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("encoded dots", 400, "GET /a/%2e%2E/b HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("a dot and one encoded", 400, "GET /a/.%2e/b HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("dots, encoded slash", 400, "GET /a/..%2fb HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("dots, encoded backslash", 400, "GET /..%5cb HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("dots with a parameter", 400, "GET /a/..;x/b HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("an encoded NUL", 400, "GET /a%00 HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("an encoded line end", 400, "GET /a%0d%0ab HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("a port too high", 400, "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n"),
        argumentSet("two ports", 400, "GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n"),
        argumentSet("an open bracket", 400, "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"),
        argumentSet("a relative target", 400, "GET cart HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("a fragment", 400, "GET /a#b HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("a backslash", 400, "GET /a\\b HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("beyond ASCII", 400, "GET /\u00e9 HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("a control character", 400, "GET /\u0001 HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("no Host", 400, "GET / HTTP/1.1\r\n\r\n"),
        argumentSet("two Hosts", 400, "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
        argumentSet("an empty Host", 400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
        argumentSet("user info in Host", 400, "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"),
        argumentSet("a path in Host", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        argumentSet("a list in Host", 400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
        argumentSet("no colon", 400, "GET / HTTP/1.1\r\n" + HOST + "abc\r\n\r\n"),
        argumentSet("a space before the colon", 400, "GET / HTTP/1.1\r\n" + HOST + "A : b\r\n\r\n"),
        argumentSet("no name", 400, "GET / HTTP/1.1\r\n" + HOST + ": b\r\n\r\n"),
        argumentSet(
            "a name that is no token", 400, "GET / HTTP/1.1\r\n" + HOST + "A(b): c\r\n\r\n"),
        argumentSet("a NUL in a value", 400, "GET / HTTP/1.1\r\n" + HOST + "A: b\u0000c\r\n\r\n"),
        argumentSet("a bare CR in a value", 400, "GET / HTTP/1.1\r\n" + HOST + "A: b\rc\r\n\r\n"),
        argumentSet("two lengths", 400, post("Content-Length: 1\r\nContent-Length: 2")),
        argumentSet("a length twice", 400, post("Content-Length: 1\r\nContent-Length: 1")),
        argumentSet("a list of lengths", 400, post("Content-Length: 1, 1")),
        argumentSet("a negative length", 400, post("Content-Length: -1")),
        argumentSet("a length with a plus", 400, post("Content-Length: +1")),
        argumentSet("a length in hex", 400, post("Content-Length: 0x1")),
        argumentSet("an empty length", 400, post("Content-Length: ")),
        argumentSet("a length beyond numbers", 400, post("Content-Length: 99999999999999999999")),
        argumentSet("a length too large", 413, post("Content-Length: 1048577")),
        argumentSet(
            "length and chunks", 400, post("Content-Length: 1\r\nTransfer-Encoding: chunked")),
        argumentSet(
            "chunks and length", 400, post("Transfer-Encoding: chunked\r\nContent-Length: 1")),
        argumentSet("another coding", 400, post("Transfer-Encoding: gzip")),
        argumentSet("codings in a list", 400, post("Transfer-Encoding: gzip, chunked")),
        argumentSet("chunked is not last", 400, post("Transfer-Encoding: chunked, gzip")),
        argumentSet("chunked twice", 400, post("Transfer-Encoding: chunked, chunked")),
        argumentSet(
            "two codings", 400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity")),
        argumentSet("a coding like chunked", 400, post("Transfer-Encoding: xchunked")),
        argumentSet("a vertical tab before chunked", 400, post("Transfer-Encoding: \u000bchunked")),
        argumentSet(
            "chunks in HTTP/1.0",
            400,
            "POST / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        argumentSet(
            "a long line", 414, "GET /" + "a".repeat(1_100) + " HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet(
            "a long field",
            431,
            "GET / HTTP/1.1\r\n" + HOST + "A: " + "b".repeat(5_000) + "\r\n\r\n"),
        argumentSet(
            "many fields", 431, "GET / HTTP/1.1\r\n" + HOST + "A: b\r\n".repeat(20) + "\r\n"),
        argumentSet(
            "long fields together",
            431,
            "GET / HTTP/1.1\r\n" + HOST + ("A: " + "b".repeat(500) + "\r\n").repeat(9) + "\r\n"));
  }

  @ParameterizedTest
  @MethodSource
  void head_unusualButSound_isForwarded(String head) throws IOException {
    try (var client = gateway.connect()) {
      assertThat(client.request(head).status()).isEqualTo(200);
    }
  }

  static Stream<Arguments> head_unusualButSound_isForwarded() {
    return Stream.of(
        argumentSet("a port in Host", "GET / HTTP/1.1\r\nHost: a.example:8080\r\n\r\n"),
        argumentSet("an IPv6 Host", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"),
        argumentSet("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n"),
        argumentSet(
            "a query of all kinds",
            "GET /?a=b&c=%20+&d[]=?/:@!$'()*,; HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("encoded slashes", "GET /a%2Fb/c..%2f...%2f.d HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("a method of its own", "PURGE / HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("OPTIONS of a path", "OPTIONS /x HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("names in any case", "GET / HTTP/1.1\r\nhOST: a\r\ncontent-LENGTH: 0\r\n\r\n"),
        argumentSet("chunked in any case", post("transfer-encoding: CHUNKED", "0\r\n\r\n")),
        argumentSet("GET with a body", "GET / HTTP/1.1\r\n" + HOST + "Content-Length: 2\r\n\r\nab"),
        argumentSet("an empty line before", "\r\nGET / HTTP/1.1\r\n" + HOST + "\r\n"),
        argumentSet("values beyond ASCII", "GET / HTTP/1.1\r\n" + HOST + "A: \u00e9\r\n\r\n"),
        argumentSet("an empty value", "GET / HTTP/1.1\r\n" + HOST + "A:\r\n\r\n"),
        argumentSet(
            "as many fields as allowed",
            "GET / HTTP/1.1\r\n" + HOST + "A: b\r\n".repeat(19) + "\r\n"));
  }

  private static String post(String fields) {
    return post(fields, "0");
  }

  private static String post(String fields, String body) {
    return "POST / HTTP/1.1\r\n" + HOST + fields + "\r\n\r\n" + body;
  }
}
