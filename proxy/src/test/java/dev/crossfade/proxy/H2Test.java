package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests and answers over HTTP/2 by prior knowledge (RFC 9113 §8). */
class H2Test {
  @Test
  void request_overHttp2_isServedByTheBackendOverHttp1() throws IOException {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Shop: A\r\nKeep-Alive: 5\r\n\r\nok";
    try (var storefront = RecordingStorefront.answering(_ -> answer);
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, true, "GET", "/p/1?q=2", "cookie", "a=1", "cookie", "b=2");
      H2Wire.Answer got = client.answer(1);

      assertThat(got.status()).isEqualTo("200");
      assertThat(got.header("x-shop")).isEqualTo("A");
      assertThat(got.header("content-length")).isEqualTo("2");
      assertThat(got.has("keep-alive") || got.has("connection")).isFalse();
      assertThat(got.body()).isEqualTo("ok");
      Message seen = storefront.requests().getFirst();
      assertThat(seen.start()).isEqualTo("GET /p/1?q=2 HTTP/1.1");
      assertThat(seen.header("host")).isEqualTo("www.shop.example");
      assertThat(seen.header("cookie")).isEqualTo("a=1; b=2");
      assertThat(seen.has("transfer-encoding")).isFalse();
      assertThat(gateway.outcome().protocol()).isEqualTo("HTTP/2.0");
      assertThat(gateway.plane().connectionCount()).isOne();
    }
  }

  @ParameterizedTest(name = "{0} answered with {1}")
  @CsvSource({"HEAD,200,5", "GET,304,5", "GET,204,null", "GET,200,0"})
  void answer_withoutBody_endsWithItsHead(String method, String status, String length)
      throws IOException {
    String told = length.equals("null") ? "" : "Content-Length: " + length + "\r\n";
    String answer = "HTTP/1.1 " + status + " X\r\n" + told + "\r\n";
    try (var storefront = RecordingStorefront.answering(_ -> answer);
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      H2Wire.Answer got = client.request(1, true, method, "/").answer(1);

      assertThat(got.status()).isEqualTo(status);
      assertThat(got.header("content-length")).isEqualTo(length);
      assertThat(got.frames()).isOne();
      assertThat(got.error()).isEqualTo(-1);
    }
  }

  @Test
  void answer_inChunks_isDataWithoutLength() throws IOException {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n";
    try (var storefront = RecordingStorefront.answering(_ -> chunked);
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      H2Wire.Answer got = client.get(1, "/");

      assertThat(got.body()).isEqualTo("onetwo");
      assertThat(got.has("transfer-encoding")).isFalse();
    }
  }

  @Test
  void answer_earlyHints_areRelayed() throws IOException {
    String hint = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
    try (var storefront =
            RecordingStorefront.answering(_ -> hint + hint + RecordingStorefront.ok("page"));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      H2Wire.Answer got = client.get(1, "/");

      assertThat(got.heads()).hasSize(3);
      assertThat(got.heads().getFirst().status()).hasToString("103");
      assertThat(got.heads().getFirst().get("link")).hasToString("</a.css>");
      assertThat(got.status()).isEqualTo("200");
      assertThat(got.body()).isEqualTo("page");
    }
  }

  @Test
  void requests_onOneConnection_doNotWaitForEachOther() throws IOException {
    CountDownLatch go = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.answering(
                r -> {
                  if (r.target().equals("/slow")) {
                    await().until(() -> go.getCount() == 0);
                  }
                  return RecordingStorefront.ok(r.target());
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, true, "GET", "/slow");
      assertThat(client.get(3, "/fast").body()).isEqualTo("/fast");
      go.countDown();

      assertThat(client.answer(1).body()).isEqualTo("/slow");
    }
  }

  @Test
  void request_withBody_reachesTheBackend() throws IOException {
    try (var storefront = RecordingStorefront.answering(r -> RecordingStorefront.ok(r.text()));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, false, "POST", "/1").data(1, false, "one").data(1, true, "");
      assertThat(client.answer(1).body()).isEqualTo("one");
      client.request(3, false, "POST", "/2", "content-length", "3").data(3, true, "two");
      assertThat(client.answer(3).body()).isEqualTo("two");
      client.request(5, false, "POST", "/3").data(5, false, "three").head(5, true, "x-sum", "1");
      assertThat(client.answer(5).body()).isEqualTo("three");

      assertThat(storefront.requests().get(0).header("transfer-encoding")).isEqualTo("chunked");
      assertThat(storefront.requests().get(1).header("content-length")).isEqualTo("3");
      assertThat(storefront.requests().get(1).has("transfer-encoding")).isFalse();
      assertThat(storefront.requests().get(2).trailers()).containsExactly(Map.entry("x-sum", "1"));
      assertThat(gateway.outcome().bytesIn()).isEqualTo(3);
    }
  }

  /** RFC 9113 §5.2: larger than every window, so each has to be opened in time, on both sides. */
  @Test
  void bodies_largerThanTheWindows_arriveWhole() throws IOException {
    int size = 2 << 20;
    String part = "x".repeat(16 << 10);
    try (var storefront =
            RecordingStorefront.answering(r -> RecordingStorefront.ok(r.body().repeat(2)));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      int window = client.await(H2Wire.SETTINGS).payload().capacity() > 0 ? 65_535 : 0;
      int streamWindow = 256 << 10;
      client.request(1, false, "POST", "/");
      for (int sent = 0; sent < size; sent += part.length()) {
        while (window < part.length() || streamWindow < part.length()) {
          H2Wire.Frame more = client.await(H2Wire.WINDOW_UPDATE);
          window += more.stream() == 0 ? more.number(0) : 0;
          streamWindow += more.stream() == 1 ? more.number(0) : 0;
        }
        client.data(1, sent + part.length() == size, part);
        window -= part.length();
        streamWindow -= part.length();
      }

      assertThat(client.answer(1).body()).hasSize(2 * size);
    }
  }

  static Stream<Arguments> malformed() {
    String[] plain = {":method", "GET", ":scheme", "http", ":path", "/", ":authority", "a"};
    return Stream.of(
        Arguments.of("no method", without(plain, ":method")),
        Arguments.of("no scheme", without(plain, ":scheme")),
        Arguments.of("no path", without(plain, ":path")),
        Arguments.of("an empty path", with(without(plain, ":path"), ":path", "")),
        Arguments.of("two methods", with(plain, ":method", "GET")),
        Arguments.of("two paths", with(plain, ":path", "/")),
        Arguments.of("two schemes", with(plain, ":scheme", "http")),
        Arguments.of("two authorities", with(plain, ":authority", "a")),
        Arguments.of("an unknown pseudo-header", with(plain, ":protocol", "websocket")),
        Arguments.of("a pseudo-header of answers", with(plain, ":status", "200")),
        Arguments.of("a late pseudo-header", with(with(plain, "x", "y"), ":path", "/")),
        Arguments.of("another host", with(plain, "host", "b")),
        Arguments.of("another scheme", with(without(plain, ":scheme"), ":scheme", "ftp")),
        Arguments.of("spaced method", with(without(plain, ":method"), ":method", "GE T")),
        Arguments.of("a line in the path", with(without(plain, ":path"), ":path", "/ \r\nX: y")),
        Arguments.of("connection", with(plain, "connection", "close")),
        Arguments.of("keep-alive", with(plain, "keep-alive", "5")),
        Arguments.of("proxy-connection", with(plain, "proxy-connection", "close")),
        Arguments.of("transfer-encoding", with(plain, "transfer-encoding", "chunked")),
        Arguments.of("upgrade", with(plain, "upgrade", "websocket")),
        Arguments.of("te", with(plain, "te", "gzip")),
        Arguments.of("upper case", with(plain, "X-Shop", "a")),
        Arguments.of("a space in a name", with(plain, "x y", "a")),
        Arguments.of("an empty name", with(plain, "", "a")),
        Arguments.of("CR", with(plain, "x", "a\rb")),
        Arguments.of("LF", with(plain, "x", "a\nb: c")),
        Arguments.of("NUL", with(plain, "x", "a\0b")),
        Arguments.of("a space before", with(plain, "x", " a")),
        Arguments.of("a tab behind", with(plain, "x", "a\t")),
        Arguments.of(
            "two lengths", with(with(plain, "content-length", "0"), "content-length", "1")),
        Arguments.of("a signed length", with(plain, "content-length", "+0")),
        Arguments.of("a length and no body", with(plain, "content-length", "5")));
  }

  private static String[] with(String[] fields, String name, String value) {
    return Stream.concat(Stream.of(fields), Stream.of(name, value)).toArray(String[]::new);
  }

  private static String[] without(String[] fields, String name) {
    return IntStream.range(0, fields.length)
        .filter(i -> !fields[i & ~1].equals(name))
        .mapToObj(i -> fields[i])
        .toArray(String[]::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void request_malformed_isResetAndNotPassedOn(String what, String[] head) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      assertThat(client.head(1, true, head).answer(1).error())
          .as(what)
          .isEqualTo(H2Wire.PROTOCOL_ERROR);

      assertThat(client.get(3, "/").status()).isEqualTo("200");
      assertThat(storefront.requests()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0} {1} of {2} is answered with {3}")
  @CsvSource({
    "GET,*,a,400",
    "GET,http://a/,a,400",
    "GET,/a#b,a,400",
    "GET,/a\\b,a,400",
    "GET,/,u@a,400",
    "GET,/,a/x,400",
    "CONNECT,/,a:443,501",
  })
  void request_thatNobodyMayAskFor_isRefused(
      String method, String path, String authority, String status) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.head(
          1, true, ":method", method, ":scheme", "http", ":path", path, ":authority", authority);

      assertThat(client.answer(1).status()).isEqualTo(status);
      assertThat(client.get(3, "/").status()).isEqualTo("200");
      assertThat(storefront.requests()).hasSize(1);
    }
  }

  @Test
  void request_headTooLarge_isRefused() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .and(
                        "limits: { requestLine: 1KB, headers: { count: 8 },"
                            + " h2: { headerList: 8KB } }"));
        var client = H2Wire.connect(gateway)) {
      client.request(1, true, "GET", "/" + "x".repeat(2_000));
      assertThat(client.answer(1).status()).isEqualTo("414");
      client.request(3, true, "GET", "/", "x", "y".repeat(8_200));
      assertThat(client.answer(3).status()).isEqualTo("431");
      client.request(
          5, true, "GET", "/", "a", "", "b", "", "c", "", "d", "", "e", "", "f", "", "g", "", "h",
          "");
      assertThat(client.answer(5).status()).isEqualTo("431");

      assertThat(client.get(7, "/").status()).isEqualTo("200");
      assertThat(storefront.requests()).hasSize(1);
    }
  }

  /** RFC 9113 §8.1.1: what is told as the length is what comes. */
  @ParameterizedTest(name = "{0} bytes told, hello sent")
  @CsvSource({"4", "6"})
  void request_bodyOfAnotherLength_isResetAndNotCompleted(String length) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, false, "POST", "/", "content-length", length).data(1, true, "hello");

      assertThat(client.answer(1).error()).isEqualTo(H2Wire.PROTOCOL_ERROR);
      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      await().until(() -> gateway.requestsUnderWay() == 0);
      assertThat(storefront.requests()).isEmpty();
    }
  }

  @Test
  void request_pseudoHeaderInTrailers_isReset() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, false, "POST", "/").data(1, false, "a").head(1, true, ":path", "/x");

      assertThat(client.answer(1).error()).isEqualTo(H2Wire.PROTOCOL_ERROR);
      await().until(() -> gateway.requestsUnderWay() == 0);
      assertThat(storefront.requests()).isEmpty();
    }
  }

  /** RFC 9113 §8.1: the whole answer, and then that the rest of the request is not wanted. */
  @Test
  void request_answeredBeforeItsEnd_isResetWithoutError() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).and("limits: { body: 4B }"));
        var client = H2Wire.connect(gateway)) {
      client.request(1, false, "POST", "/", "content-length", "5");
      H2Wire.Answer refused = client.answer(1);

      assertThat(refused.status()).isEqualTo("413");
      assertThat(refused.error()).isEqualTo(-1);
      assertThat(client.await(H2Wire.RST_STREAM).number(0)).isEqualTo(H2Wire.NO_ERROR);
    }
  }

  @Test
  void client_resetsItsRequest_cancelsItAtTheBackend() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, false, "POST", "/").data(1, false, "hello");
      await().until(() -> storefront.connections() == 1);
      client.reset(1);

      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      await().until(() -> storefront.openConnections() == 0);
      assertThat(gateway.plane().connectionCount()).isOne();
    }
  }

  @Test
  void client_leaves_cancelsAllItsRequests() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, true, "GET", "/");
      client.request(3, false, "POST", "/").data(3, false, "a").data(3, false, "b");
      await().until(() -> storefront.connections() == 2);
      client.leave();

      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      await().until(() -> storefront.openConnections() == 0);
      await().until(() -> gateway.plane().connectionCount() == 0);
    }
  }

  /** RFC 9113 §8.1: an answer that was cut off has no end. */
  @Test
  void backend_cutsItsAnswerOff_resetsTheStream() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      H2Wire.Answer cut = client.get(1, "/");

      assertThat(cut.error()).isEqualTo(H2Wire.INTERNAL_ERROR);
      assertThat(gateway.outcome().error()).isEqualTo(Failure.BACKEND_CLOSED);
    }
  }
}
