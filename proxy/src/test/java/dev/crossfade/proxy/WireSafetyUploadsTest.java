package dev.crossfade.proxy;

import static dev.crossfade.proxy.RecordingStorefront.ok;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cases 18 to 20 of docs/wire-safety.md: a shop that goes or answers while a request is being sent.
 * Nothing is done twice, nobody waits for ever, and a body never turns into a request.
 */
class WireSafetyUploadsTest {
  private static final String BODY = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String EXPECTING =
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: "
          + BODY.length()
          + "\r\n\r\n";

  @ParameterizedTest(name = "18 (RFC 9110 §9.2.2): a POST to a shop that dies, {0}")
  @EnumSource
  void post_toAShopThatDies_arrivesOnceAndIsABadGateway(Visit.Version version) throws IOException {
    List<String> arrived = new CopyOnWriteArrayList<>();
    try (var storefront = RecordingStorefront.running(wire -> recordAndAnswerWarm(wire, arrived));
        var gateway = Gateway.start(Shop.of(storefront));
        var visit = version.begin(gateway)) {
      assertThat(visit.ask("GET", "/warm").status()).isEqualTo(200);

      assertThat(visit.ask("POST", "/order", "content-length", "0").status()).isEqualTo(502);
      assertThat(arrived).containsExactly("/warm", "/order");
    }
  }

  @ParameterizedTest(name = "18 (RFC 9110 §9.2.2): a GET on a connection that is stale, {0}")
  @EnumSource
  void get_onAStaleConnection_isSentAgainOnceAtMost(Visit.Version version) throws IOException {
    List<String> arrived = new CopyOnWriteArrayList<>();
    try (var storefront = RecordingStorefront.running(wire -> recordAndAnswerWarm(wire, arrived));
        var gateway = Gateway.start(Shop.of(storefront).backends("retries: { attempts: 0 }"));
        var visit = version.begin(gateway)) {
      assertThat(visit.ask("GET", "/warm").status()).isEqualTo(200);

      assertThat(visit.ask("GET", "/page").status()).isEqualTo(502);
      assertThat(arrived).hasSizeBetween(2, 3).startsWith("/warm", "/page");
    }
  }

  /** Answers what is asked first on a connection if it is asked for; dies on all else. */
  private static void recordAndAnswerWarm(Wire wire, List<String> arrived) throws IOException {
    while (true) {
      Message request = wire.readRequest().orElse(null);
      if (request == null) {
        return;
      }
      arrived.add(request.target());
      if (!request.target().equals("/warm")) {
        return;
      }
      wire.send(ok("warm"));
    }
  }

  @ParameterizedTest(name = "19 (RFC 9112 §9.3, §9.6): {0} in the middle of an upload")
  @ValueSource(ints = {413, 401, 200})
  void upload_answeredEarly_isRelayedAndBounded(int status) throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> answerEarly(wire, status));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send(
          "POST /early HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");

      assertThat(client.readResponse().status()).isEqualTo(status);
      await().until(() -> storefront.openConnections() == 0);
      assertThat(gateway.get("/").text()).isEqualTo("next");
      assertThat(storefront.connections()).isEqualTo(2);
      assertThat(isStoppedInTime(client)).isTrue();
    }
  }

  @ParameterizedTest(name = "19 (RFC 9113 §8.1): {0} in the middle of an upload over HTTP/2")
  @ValueSource(ints = {413, 401, 200})
  void uploadOverHttp2_answeredEarly_isRelayedAndStopped(int status) throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> answerEarly(wire, status));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, false, "POST", "/early").data(1, false, "hello");

      assertThat(client.answer(1).status()).isEqualTo(Integer.toString(status));
      assertThat(client.await(H2Wire.RST_STREAM).number(0)).isEqualTo(H2Wire.NO_ERROR);
      await().until(() -> storefront.openConnections() == 0);
      assertThat(client.get(3, "/").body()).isEqualTo("next");
      assertThat(storefront.connections()).isEqualTo(2);
    }
  }

  private static void answerEarly(Wire wire, int status) throws IOException {
    Message head = wire.readHead().orElseThrow();
    if (head.target().equals("/early")) {
      wire.send("HTTP/1.1 " + status + " X\r\nContent-Length: 2\r\n\r\nno");
      wire.skip(Long.MAX_VALUE);
    } else {
      wire.send(ok("next"));
    }
  }

  /** Whether somebody who goes on and on is cut off, rather than read to the end of the world. */
  private static boolean isStoppedInTime(Wire client) throws IOException {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    long deadline = System.nanoTime() + 10_000_000_000L;
    try {
      while (System.nanoTime() < deadline) {
        client.send(chunk);
      }
      return false;
    } catch (SocketException _) {
      return true;
    }
  }

  @ParameterizedTest(name = "20 (RFC 9110 §10.1.1): expecting, and final answer {0}")
  @ValueSource(ints = {417, 200, 401})
  void expectation_answeredAtOnce_leavesABodyThatIsNoRequest(int status) throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 " + status + " X\r\nContent-Length: 2\r\n\r\nno");
                  assertThat(new String(wire.readToEnd(), ISO_8859_1)).doesNotContain("crossfade");
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send(EXPECTING);
      assertThat(client.readResponse().status()).isEqualTo(status);
      client.send(BODY);

      assertThat(client.isEnded()).isTrue();
      await().until(() -> storefront.openConnections() == 0);
      assertThat(storefront.connections()).isOne();
    }
  }

  @ParameterizedTest(name = "20 (RFC 9110 §10.1.1): expecting, and {0} times 100")
  @ValueSource(ints = {0, 1, 2})
  void expectation_metNeverOnceOrTwice_letsTheBodyPass(int times) throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  Message head = wire.readHead().orElseThrow();
                  wire.send("HTTP/1.1 100 Continue\r\n\r\n".repeat(times));
                  wire.send(ok(wire.readBody(head, false).body()));
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send(EXPECTING);
      if (times > 0) {
        assertThat(client.readResponse().status()).isEqualTo(100);
      }
      client.send(BODY);
      Message answer = client.readResponse();
      while (answer.status() == 100) {
        answer = client.readResponse();
      }

      assertThat(answer.text()).isEqualTo(BODY);
    }
  }

  @ParameterizedTest(name = "20 (RFC 9110 §10.1.1): both wait for each other, {0}")
  @EnumSource
  void expectation_whereBothWait_endsInTime(Visit.Version version) throws IOException {
    String[] fields = {"expect", "100-continue", "content-length", "5"};
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { timeouts: { body: 200ms } }"));
        var overHttp2 = H2Wire.connect(gateway)) {
      int status =
          switch (version) {
            case HTTP_1 -> version.ask(gateway, "POST", "/", fields).status();
            case HTTP_2 -> {
              overHttp2.request(1, false, "POST", "/", fields);
              yield Integer.parseInt(overHttp2.answer(1).status());
            }
          };

      assertThat(status).isEqualTo(408);
      await().until(() -> storefront.openConnections() == 0);
    }
  }
}
