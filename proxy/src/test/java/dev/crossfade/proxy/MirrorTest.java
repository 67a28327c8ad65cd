package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests are asked again of the other storefront, and no visitor can tell. */
class MirrorTest {
  private static final String GET = "GET /p/1?q=2 HTTP/1.1\r\nHost: a\r\n\r\n";

  private static Shop shop(RecordingStorefront legacy, RecordingStorefront next) {
    return mirroring(legacy, next, "rate: 100%");
  }

  private static Shop mirroring(
      RecordingStorefront legacy, RecordingStorefront next, String mirror) {
    return Shop.of(legacy, next)
        .units(
            "{ name: all, match: { path: /** }, exposure: { percent: 0%% }, mirror: { %s } }"
                .formatted(mirror));
  }

  /** The first of a unit's shadows is a probe of legacy itself. */
  private static void probe(Gateway gateway, Pairs pairs) throws IOException {
    assertThat(gateway.get("/").status()).isEqualTo(200);
    assertThat(pairs.next().probe()).isTrue();
  }

  @Test
  void get_sampled_isAskedOfNextToo() throws IOException {
    Pairs pairs = new Pairs();
    try (var legacy = RecordingStorefront.named("legacy");
        var next =
            RecordingStorefront.answering(
                _ ->
                    "HTTP/1.1 404 No\r\nContent-Type: text/html\r\nContent-Length: 2\r\n"
                        + "Set-Cookie: sid=theirs\r\n\r\nno");
        var gateway = pairs.start(shop(legacy, next))) {
      probe(gateway, pairs);

      Message answer = gateway.request(GET);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("legacy");
      assertThat(answer.headers("set-cookie")).noneMatch(cookie -> cookie.contains("theirs"));
      ShadowPair pair = pairs.next();
      assertThat(pair.unit()).isEqualTo("all");
      assertThat(pair.method()).isEqualTo("GET");
      assertThat(pair.path()).isEqualTo("/p/1");
      assertThat(pair.probe()).isFalse();
      assertThat(pair.servedBy()).isEqualTo("legacy");
      assertThat(pair.shadowBy()).isEqualTo("next");
      assertThat(pair.served().status()).isEqualTo(200);
      assertThat(text(pair.served())).isEqualTo("legacy");
      assertThat(pair.shadow().status()).isEqualTo(404);
      assertThat(pair.shadow().type()).isEqualTo("text/html");
      assertThat(text(pair.shadow())).isEqualTo("no");
    }
  }

  private static String text(ShadowAnswer answer) {
    return new String(answer.body(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void shadow_ofARequest_saysWhatItIsAndAsksWithoutConditions() throws IOException {
    Pairs pairs = new Pairs();
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = pairs.start(shop(legacy, next))) {
      probe(gateway, pairs);

      gateway.request(
          String.join(
              "\r\n",
              "GET /p/1?q=2 HTTP/1.1",
              "Host: a",
              "X-Crossfade-Shadow: mine",
              "X_Crossfade_Shadow: 2",
              "Cookie: sid=1",
              "If-None-Match: \"x\"",
              "Range: bytes=0-1",
              "Accept-Language: de",
              "",
              ""));
      pairs.next();

      Message served = legacy.requests().getLast();
      assertThat(served.headers("x-crossfade-shadow")).isEmpty();
      assertThat(served.header("if-none-match")).isEqualTo("\"x\"");
      Message shadow = next.requests().getFirst();
      assertThat(shadow.start()).isEqualTo("GET /p/1?q=2 HTTP/1.1");
      assertThat(shadow.headers("x-crossfade-shadow")).containsExactly("1");
      assertThat(shadow.headers("x_crossfade_shadow")).isEmpty();
      assertThat(shadow.header("x-crossfade-arm")).isEqualTo("none");
      assertThat(shadow.header("x-crossfade-unit")).isEqualTo("all");
      assertThat(shadow.header("host")).isEqualTo("a");
      assertThat(shadow.header("cookie")).isEqualTo("sid=1");
      assertThat(shadow.header("accept-language")).isEqualTo("de");
      assertThat(shadow.header("x-request-id")).isEqualTo(served.header("x-request-id"));
      assertThat(shadow.has("if-none-match")).isFalse();
      assertThat(shadow.has("range")).isFalse();
    }
  }

  /** A probe is a shadow as well: legacy must be able to tell it from a visitor's request. */
  @Test
  void shadows_inTurn_firstAndEveryFourthAsksTheSameStorefront() throws IOException {
    Pairs pairs = new Pairs();
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = pairs.start(shop(legacy, next));
        var client = gateway.connect()) {
      for (int i = 0; i < 8; i++) {
        client.request(GET);

        assertThat(pairs.next().probe()).isEqualTo(i % 4 == 0);
      }
      assertThat(legacy.requests().stream().filter(r -> r.has("x-crossfade-shadow"))).hasSize(2);
      assertThat(next.requests()).hasSize(6).allMatch(r -> r.has("x-crossfade-shadow"));
      assertThat(next.connections()).isEqualTo(1);
    }
  }

  /** While the visitor's answer is under way the other storefront hears nothing. */
  @Test
  void shadow_answerStillComing_isNotSentYet() throws Exception {
    Pairs pairs = new Pairs();
    CountDownLatch rest = new CountDownLatch(1);
    AtomicInteger connections = new AtomicInteger();
    AtomicBoolean early = new AtomicBoolean();
    RecordingStorefront.Script halves =
        wire -> {
          boolean slow = connections.getAndIncrement() == 0;
          early.compareAndSet(false, !slow && rest.getCount() > 0);
          wire.readRequest();
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nhalf");
          if (slow) {
            awaitQuietly(rest);
          }
          wire.send("half");
        };
    try (var legacy = RecordingStorefront.running(halves);
        var next = RecordingStorefront.named("next");
        var gateway = pairs.start(mirroring(legacy, next, "rate: 100%, to: next"));
        var client = gateway.connect()) {
      client.send(GET);
      assertThat(client.readHead().orElseThrow().status()).isEqualTo(200);
      assertThat(client.readBytes(4)).asString().isEqualTo("half");
      rest.countDown();

      assertThat(client.readBytes(4)).asString().isEqualTo("half");
      assertThat(text(pairs.next().served())).isEqualTo("halfhalf");
      assertThat(legacy.connections()).isEqualTo(2); // the second is the probe's
      assertThat(early).isFalse();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IOException("nobody opened the latch");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Whatever next does with a shadow, the visitor's answers are as they are without one. */
  @ParameterizedTest
  @MethodSource
  void shadow_thatComesToNothing_isToldAndNobodyElseNotices(
      RecordingStorefront.Script script, ShadowMiss miss) throws IOException {
    Pairs pairs = new Pairs();
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.running(script);
        var gateway = pairs.start(shop(legacy, next).backends("timeouts: { firstByte: 300ms }"));
        var client = gateway.connect()) {
      probe(gateway, pairs);

      for (int i = 0; i < 2; i++) {
        assertThat(client.request(GET).text()).isEqualTo("legacy");
      }

      await().until(() -> pairs.misses().size() == 2);
      assertThat(pairs.misses()).containsOnly(miss);
      assertThat(client.request(GET).text()).isEqualTo("legacy");
      await().until(() -> gateway.requestsUnderWay() == 0);
      assertThat(gateway.plane().endpoints().get("next"))
          .allSatisfy(endpoint -> assertThat(endpoint.ejected()).isFalse());
    }
  }

  static Stream<Arguments> shadow_thatComesToNothing_isToldAndNobodyElseNotices() {
    return Stream.of(
        argumentSet("gone", (RecordingStorefront.Script) wire -> {}, ShadowMiss.FAILED),
        argumentSet(
            "silent", (RecordingStorefront.Script) wire -> wire.readToEnd(), ShadowMiss.LATE),
        argumentSet("garbage", says("what?\r\n\r\n"), ShadowMiss.FAILED),
        argumentSet(
            "cut off", says("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), ShadowMiss.FAILED),
        argumentSet(
            "said to be huge",
            says("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n"),
            ShadowMiss.TOO_LARGE),
        argumentSet("endless", endless(), ShadowMiss.TOO_LARGE),
        argumentSet("not modified", says("HTTP/1.1 304 Not Modified\r\n\r\n"), ShadowMiss.PARTIAL));
  }

  private static RecordingStorefront.Script says(String answer) {
    return wire -> {
      wire.readRequest();
      wire.send(answer);
    };
  }

  private static RecordingStorefront.Script endless() {
    String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
    return wire -> {
      wire.readRequest();
      wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      while (true) {
        wire.send(chunk); // until the gateway goes
      }
    };
  }

  @Test
  void shadows_ofABackendThatNeverAnswers_pause() throws IOException {
    Pairs pairs = new Pairs();
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.running(_ -> {});
        var gateway = pairs.start(shop(legacy, next))) {
      probe(gateway, pairs);
      for (int i = 0; i < 3; i++) {
        int before = i;
        gateway.get("/");
        await().until(() -> pairs.misses().size() == before + 1);
      }
      probe(gateway, pairs);

      gateway.get("/");

      await().until(() -> pairs.misses().size() == 4);
      assertThat(pairs.misses().getLast()).isEqualTo(ShadowMiss.DOWN);
      assertThat(next.connections()).isEqualTo(3);
    }
  }

  @Test
  void answer_tooLargeToCompare_isWholeAndNotAskedAgain() throws IOException {
    Pairs pairs = new Pairs();
    String large = "x".repeat(3_000_000);
    try (var legacy = RecordingStorefront.answering(_ -> RecordingStorefront.ok(large));
        var next = RecordingStorefront.named("next");
        var gateway = pairs.start(shop(legacy, next))) {
      assertThat(gateway.request(GET).text()).isEqualTo(large);

      assertThat(pairs.misses()).containsExactly(ShadowMiss.TOO_LARGE);
      assertThat(legacy.requests()).hasSize(1);
      assertThat(next.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource
  void request_thatIsNotForTwo_isAskedOnce(String mirror, String request) throws IOException {
    Pairs pairs = new Pairs();
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = pairs.start(mirroring(legacy, next, mirror));
        var client = gateway.connect()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.request(request).text()).isEqualTo("legacy");
      }
      for (int i = 0; i < 5; i++) {
        gateway.outcome();
      }
      assertThat(legacy.requests()).hasSize(5);
      assertThat(next.requests()).isEmpty();
      assertThat(pairs.misses()).isEmpty();
    }
  }

  static Stream<Arguments> request_thatIsNotForTwo_isAskedOnce() {
    return Stream.of(
        argumentSet("a rate of nothing", "rate: 0%", GET),
        argumentSet(
            "a POST", "rate: 100%", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"),
        argumentSet(
            "a GET with a body",
            "rate: 100%",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"),
        argumentSet(
            "a GET with chunks",
            "rate: 100%",
            "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"),
        argumentSet("another method", "rate: 100%, methods: [HEAD]", GET),
        argumentSet("a target that serves itself", "rate: 100%, to: legacy", GET));
  }

  @Test
  void checkout_onItsPin_isNeverAskedOfAnother() throws IOException {
    Pairs pairs = new Pairs();
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway =
            pairs.start(
                shop(legacy, next)
                    .and("secrets: { cookieKeys: [ { id: k1, value: \"a key of some length\" } ] }")
                    .and("pins: { checkout: { start: { path: /cart/** }, scope: all } }"));
        var client = gateway.connect()) {
      Message begun = client.get("/cart/add");
      String pin =
          begun.headers("set-cookie").stream()
              .filter(cookie -> cookie.startsWith("cf_pin="))
              .findFirst()
              .orElseThrow()
              .split(";", 2)[0];
      client.request("GET /p/1 HTTP/1.1\r\nHost: a\r\nCookie: " + pin + "\r\n\r\n");
      gateway.outcome();
      gateway.outcome();

      probe(gateway, pairs); // the first that is copied at all
      assertThat(pairs.misses()).isEmpty();
      assertThat(next.requests()).isEmpty();
    }
  }

  @Test
  void client_leavesInMidAnswer_leavesNoShadow() throws IOException {
    Pairs pairs = new Pairs();
    try (var legacy =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
                  wire.readToEnd();
                });
        var next = RecordingStorefront.named("next");
        var gateway = pairs.start(shop(legacy, next))) {
      try (var client = gateway.connect()) {
        client.send(GET);
        client.readHead();
      }
      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      assertThat(legacy.connections()).isEqualTo(1);
      assertThat(pairs.left()).isZero();
      assertThat(pairs.misses()).isEmpty();
    }
  }

  /** A storefront that hangs takes 64 shadows and no more. */
  @Test
  void shadows_tooManyUnderWay_areDroppedAndTold() throws IOException {
    Pairs pairs = new Pairs();
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.running(wire -> wire.readToEnd());
        var gateway = pairs.start(shop(legacy, next));
        var client = gateway.connect()) {
      for (int i = 0; i < 100; i++) {
        assertThat(client.request(GET).text()).isEqualTo("legacy");
      }
      await().until(() -> pairs.misses().size() + pairs.left() >= 100 - 64);

      assertThat(pairs.misses()).containsOnly(ShadowMiss.BUSY);
      assertThat(next.connections()).isLessThanOrEqualTo(64);
    }
  }

  /** A visitor's request finds a connection however many shadows would like to have it. */
  @Test
  void shadow_connectionsAreWanted_isNotSent() throws IOException {
    Pairs pairs = new Pairs();
    CountDownLatch done = new CountDownLatch(1);
    try (var legacy = RecordingStorefront.named("legacy");
        var next =
            RecordingStorefront.running(
                wire -> {
                  for (Optional<Message> r = wire.readRequest();
                      r.isPresent();
                      r = wire.readRequest()) {
                    awaitQuietly(done);
                    wire.send(RecordingStorefront.ok("next"));
                  }
                });
        var gateway = pairs.start(shop(legacy, next).backends("pool: { maxConnections: 2 }"))) {
      probe(gateway, pairs);
      gateway.get("/");
      await().until(() -> next.connections() == 1);

      gateway.get("/");

      await().until(() -> pairs.misses().equals(List.of(ShadowMiss.BUSY)));
      done.countDown();
      assertThat(text(pairs.next().shadow())).isEqualTo("next");
      assertThat(next.connections()).isEqualTo(1);
    }
  }

  @Test
  void head_sampled_comparesHeadsAlone() throws IOException {
    Pairs pairs = new Pairs();
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n";
    try (var legacy = RecordingStorefront.answering(_ -> answer);
        var next = RecordingStorefront.answering(_ -> answer);
        var gateway = pairs.start(shop(legacy, next))) {
      gateway.request("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");

      ShadowPair pair = pairs.next();
      assertThat(pair.method()).isEqualTo("HEAD");
      assertThat(pair.shadow().status()).isEqualTo(200);
      assertThat(pair.shadow().body()).isEmpty();
    }
  }

  @Test
  void get_overHttp2OnBothSides_isAskedOfNextToo() throws IOException {
    Pairs pairs = new Pairs();
    try (var origin = H2Origin.named("shop");
        var gateway =
            pairs.start(
                origin
                    .shop()
                    .units(
                        "{ name: all, match: { path: /** }, send: legacy, mirror: { rate: 100% } }"));
        var client = H2Wire.connect(gateway)) {
      for (int stream = 1; stream < 5; stream += 2) {
        assertThat(client.get(stream, "/p/1?q=2").body()).isEqualTo("shop");
        assertThat(text(pairs.next().shadow())).isEqualTo("shop");
      }

      assertThat(origin.calls()).hasSize(4);
      H2Origin.Call shadow = origin.calls().getLast();
      assertThat(shadow.field(":path")).isEqualTo("/p/1?q=2");
      assertThat(shadow.field(":authority")).isEqualTo("www.shop.example");
      assertThat(shadow.field("x-crossfade-shadow")).isEqualTo("1");
      assertThat(origin.calls().getFirst().has("x-crossfade-shadow")).isFalse();
    }
  }
}
