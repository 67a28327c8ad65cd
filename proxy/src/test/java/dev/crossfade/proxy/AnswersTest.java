package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers whose form is particular: without a body, before the answer, before the request's end.
 */
class AnswersTest {
  /** RFC 9112 §6.3: these never have a body, whatever their fields say. */
  @ParameterizedTest
  @MethodSource
  void answer_withoutABody_leavesBothConnectionsInOrder(String request, String backend)
      throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                r -> r.target().equals("/bodiless") ? backend : RecordingStorefront.ok("next"));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send(request + " /bodiless HTTP/1.1\r\nHost: a\r\n\r\n");
      Message answer = client.readResponse(true);

      assertThat(backend).startsWith(answer.start());
      assertThat(answer.has("transfer-encoding")).isFalse();
      assertThat(client.get("/").text()).isEqualTo("next");
      assertThat(storefront.connections()).isOne();
    }
  }

  static Stream<Arguments> answer_withoutABody_leavesBothConnectionsInOrder() {
    return Stream.of(
        argumentSet(
            "HEAD with a length", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"),
        argumentSet(
            "HEAD in chunks", "HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        argumentSet("HEAD without either", "HEAD", "HTTP/1.1 200 OK\r\n\r\n"),
        argumentSet("204", "GET", "HTTP/1.1 204 No Content\r\n\r\n"),
        argumentSet(
            "304 with a length", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"),
        argumentSet("304 without", "GET", "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"));
  }

  @Test
  void head_lengthOfThePage_isPassedOn() throws IOException {
    try (var storefront =
            RecordingStorefront.answering(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        var gateway = Gateway.start(Shop.of(storefront))) {
      Message answer = gateway.request("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(answer.header("content-length")).isEqualTo("1000");
    }
  }

  @Test
  void emptyAnswer_withLengthZero_keepsTheConnection() throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                _ -> "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      assertThat(client.get("/").header("location")).isEqualTo("/x");
      assertThat(client.get("/").status()).isEqualTo(302);
    }
  }

  /** RFC 9110 §10.1.1: whether the body is wanted is for the backend to say. */
  @Test
  void expect_backendSaysContinue_isRelayedBeforeTheBody() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  Message head = wire.readHead().orElseThrow();
                  assertThat(head.header("expect")).isEqualTo("100-continue");
                  wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                  wire.send(RecordingStorefront.ok(new String(wire.readBytes(5), US_ASCII)));
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");

      assertThat(client.readResponse().start()).isEqualTo("HTTP/1.1 100 Continue");
      client.send("hello");
      assertThat(client.readResponse().text()).isEqualTo("hello");
    }
  }

  @Test
  void expect_backendRefuses_theRefusalIsTheAnswer() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
                  wire.readHead();
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
      Message answer = client.readResponse();

      assertThat(answer.status()).isEqualTo(417);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.isEnded()).isTrue();
    }
  }

  /** RFC 8297: early hints reach the browser while the page is still being made. */
  @Test
  void earlyHints_areRelayedBeforeTheAnswer() throws IOException {
    String hints =
        "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nConnection: x-hop\r\nX-Hop: 1\r\n\r\n";
    try (var storefront =
            RecordingStorefront.answering(_ -> hints + hints + RecordingStorefront.ok("page"));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

      for (int i = 0; i < 2; i++) {
        Message hint = client.readResponse();
        assertThat(hint.status()).isEqualTo(103);
        assertThat(hint.header("link")).isEqualTo("</a.css>; rel=preload");
        assertThat(hint.has("x-hop")).isFalse();
        assertThat(hint.has("transfer-encoding")).isFalse();
      }
      assertThat(client.readResponse().text()).isEqualTo("page");
      assertThat(client.get("/again").status()).isEqualTo(103);
    }
  }

  @Test
  void earlyHints_beforeAPipelinedHead_doNotSwapTheirForms() throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                r ->
                    "HTTP/1.1 103 Early Hints\r\n\r\n"
                        + (r.method().equals("HEAD")
                            ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
                            : RecordingStorefront.ok("page")));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      String rest = " HTTP/1.1\r\nHost: a\r\n\r\n";
      client.send("GET /1" + rest + "HEAD /2" + rest + "GET /3" + rest);

      assertThat(client.readResponse().status()).isEqualTo(103);
      assertThat(client.readResponse().text()).isEqualTo("page");
      assertThat(client.readResponse().status()).isEqualTo(103);
      assertThat(client.readResponse(true).header("content-length")).isEqualTo("9");
      assertThat(client.readResponse().status()).isEqualTo(103);
      assertThat(client.readResponse().text()).isEqualTo("page");
    }
  }

  /** RFC 9110 §15.2: a client of HTTP/1.0 does not know them. */
  @Test
  void earlyHints_toAClientOfHttp10_areLeftOut() throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                _ -> "HTTP/1.1 103 Early Hints\r\n\r\n" + RecordingStorefront.ok("page"));
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(gateway.request("GET / HTTP/1.0\r\n\r\n").text()).isEqualTo("page");
    }
  }

  @Test
  void switchingProtocols_unasked_isNotRelayed() throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                _ ->
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);
    }
  }

  @Test
  void earlyAnswer_toABodyThatIsStillComing_isTheAnswerAndEndsTheConnection() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno");
                  wire.skip(Long.MAX_VALUE);
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nfirst");
      Message answer = client.readResponse();

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text()).isEqualTo("no");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.isEnded()).isTrue();
    }
  }

  /**
   * RFC 9112 §9.6: a client that is still sending must get the answer, not a reset that overtakes
   * it.
   */
  @Test
  void earlyAnswer_toAClientThatSendsFirstAndReadsLater_isNotLost() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno");
                  wire.skip(Long.MAX_VALUE);
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n");
      for (int i = 0; i < 80; i++) {
        client.send(new byte[100_000]);
      }

      assertThat(client.readResponse().text()).isEqualTo("no");
    }
  }

  /** The same for an answer of the gateway itself. */
  @Test
  void refusal_ofABodyThatComesNevertheless_isNotLost() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).and("limits: { body: 1KB }"));
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n");
      for (int i = 0; i < 80; i++) {
        client.send(new byte[100_000]);
      }

      assertThat(client.readResponse().status()).isEqualTo(413);
    }
  }
}
