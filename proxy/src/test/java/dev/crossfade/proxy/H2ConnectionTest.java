package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of HTTP/2: how they begin, what they put up with and how they end. */
class H2ConnectionTest {
  private static final String LISTENER = "{ bind: \"127.0.0.1:0\", protocols: [ %s ] }";

  @Test
  void listener_inTheClear_speaksWhatTheClientBeginsWith() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var http1 = gateway.connect();
        var post = gateway.connect();
        var http2 = H2Wire.connect(gateway)) {
      assertThat(http1.get("/").text()).isEqualTo("legacy");
      for (char c : "P / HTTP/1.1\r\nHost: a\r\n\r\n".toCharArray()) {
        post.send(String.valueOf(c));
      }
      assertThat(post.readResponse().text()).isEqualTo("legacy");
      assertThat(http2.get(1, "/").body()).isEqualTo("legacy");
    }
  }

  @Test
  void preface_byteByByte_isHttp2() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var wire = gateway.connect()) {
      for (int i = 0; i < H2Wire.PREFACE.length(); i++) {
        wire.send(H2Wire.PREFACE.substring(i, i + 1));
      }
      wire.send("\0\0\0\4\0\0\0\0\0");

      assertThat(wire.readBytes(4)[3]).isEqualTo((byte) H2Wire.SETTINGS);
    }
  }

  @Test
  void listener_ofHttp1Alone_doesNotSpeakHttp2() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(LISTENER.formatted("http/1.1")));
        var client = gateway.connect()) {
      assertThat(client.request(H2Wire.PREFACE).status()).isIn(400, 501, 505);
    }
  }

  @Test
  void listener_ofHttp2Alone_doesNotSpeakHttp1() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(LISTENER.formatted("h2")));
        var http1 = gateway.connect();
        var http2 = H2Wire.connect(gateway)) {
      assertThat(http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").isEnded()).isTrue();
      assertThat(http2.get(1, "/").status()).isEqualTo("200");
    }
  }

  @ParameterizedTest(name = "after \"{0}\"")
  @ValueSource(strings = {"", "PRI * HTTP/2.0\r\n", H2Wire.PREFACE})
  void client_withoutARequestInTime_isClosed(String begun) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { timeouts: { header: 100ms } }"));
        var client = gateway.connect()) {
      client.send(begun);
      client.readToEnd();

      await().until(() -> gateway.plane().connectionCount() == 0);
    }
  }

  @Test
  void connection_idleTooLong_saysSoAndCloses() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { timeouts: { idle: 100ms } }"));
        var client = H2Wire.connect(gateway)) {
      client.get(1, "/");

      H2Wire.Frame farewell = client.await(H2Wire.GOAWAY);
      assertThat(farewell.number(0)).isEqualTo(1);
      assertThat(farewell.number(4)).isEqualTo(H2Wire.NO_ERROR);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void requests_asManyAsAConnectionMayHave_endIt() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { requestsPerConnection: 2 }"));
        var client = H2Wire.connect(gateway)) {
      assertThat(client.get(1, "/").status()).isEqualTo("200");
      client.request(3, true, "GET", "/");

      assertThat(client.await(H2Wire.GOAWAY).number(0)).isEqualTo(3);
      assertThat(client.answer(3).status()).isEqualTo("200");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void drain_requestUnderWay_isFinished() throws Exception {
    CountDownLatch draining = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.answering(
                _ -> {
                  await().until(() -> draining.getCount() == 0);
                  return RecordingStorefront.ok("page");
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var busy = H2Wire.connect(gateway);
        var idle = H2Wire.connect(gateway)) {
      busy.request(1, true, "GET", "/");
      idle.await(H2Wire.SETTINGS);
      await().until(() -> gateway.requestsUnderWay() == 1);
      var cut =
          CompletableFuture.supplyAsync(
              () -> gateway.plane().drain(Duration.ofSeconds(10)), Thread::startVirtualThread);

      assertThat(busy.await(H2Wire.GOAWAY).number(0)).isEqualTo(1);
      assertThat(idle.await(H2Wire.GOAWAY).number(0)).isZero();
      assertThat(idle.isEnded()).isTrue();
      draining.countDown();
      assertThat(busy.answer(1).body()).isEqualTo("page");
      busy.leave();
      assertThat(cut.get()).isZero();
    }
  }

  @Test
  void drain_requestThatTakesTooLong_isCut() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, true, "GET", "/");
      await().until(() -> gateway.requestsUnderWay() == 1);

      assertThat(gateway.plane().drain(Duration.ofMillis(100))).isOne();

      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  @Test
  void streams_moreThanAllowed_areRefused() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(storefront).and("limits: { h2: { maxStreams: 2 } }"));
        var client = H2Wire.connect(gateway)) {
      client.request(1, true, "GET", "/").request(3, true, "GET", "/");

      assertThat(client.request(5, true, "GET", "/").answer(5).error())
          .isEqualTo(H2Wire.REFUSED_STREAM);
      assertThat(gateway.requestsUnderWay()).isEqualTo(2);
    }
  }

  /** CVE-2023-44487: requests that are reset at once cost the client nothing. */
  @Test
  void resets_tooMany_endTheConnection() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { h2: { maxResetsPer30s: 20 } }"));
        var other = H2Wire.connect(gateway);
        var client = H2Wire.connect(gateway)) {
      for (int i = 0; i < 21; i++) {
        client.request(2 * i + 1, true, "GET", "/").reset(2 * i + 1);
      }

      assertThat(client.await(H2Wire.GOAWAY).number(4)).isEqualTo(H2Wire.ENHANCE_YOUR_CALM);
      assertThat(client.isEnded()).isTrue();
      await().until(() -> gateway.requestsUnderWay() == 0);
      assertThat(other.get(1, "/").status()).isEqualTo("200");
    }
  }

  /** CVE-2025-8671: the same by errors that have us reset the request. */
  @Test
  void resets_provokedTooOften_endTheConnection() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { h2: { maxResetsPer30s: 20 } }"));
        var client = H2Wire.connect(gateway)) {
      for (int i = 0; i < 21; i++) {
        client.request(2 * i + 1, true, "GET", "/").widen(2 * i + 1, 0);
      }

      assertThat(client.await(H2Wire.GOAWAY).number(4)).isEqualTo(H2Wire.ENHANCE_YOUR_CALM);
      assertThat(client.isEnded()).isTrue();
      await().until(() -> gateway.requestsUnderWay() == 0);
      await().until(() -> storefront.openConnections() == 0);
    }
  }
}
