package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Storefronts are asked by the gateway itself, at leisure and as a visitor would have asked. */
class QuestionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static Question question(String backend) {
    return question(backend, Map.of(), PATIENCE);
  }

  private static Question question(
      String backend, Map<String, List<String>> headers, Duration patience) {
    return new Question(
        backend, "catalog", "https", "www.shop.example", "/p/1", "q=2", headers, 1 << 10, patience);
  }

  private static Asked ask(Gateway gateway, Question question) {
    return gateway.plane().ask(question).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static Asked.Answered answered(Asked asked) {
    return switch (asked) {
      case Asked.Answered answered -> answered;
      case Asked.Missed missed -> throw new AssertionError("not answered: " + missed);
    };
  }

  private static String text(Asked.Answered answered) {
    return new String(answered.body(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void ask_backend_isAnsweredWithWhatMattersToSearchEngines() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next =
            RecordingStorefront.answering(
                _ ->
                    "HTTP/1.1 404 No\r\nContent-Type: text/html\r\nX-Robots-Tag: noindex\r\n"
                        + "Set-Cookie: sid=1\r\nContent-Length: 2\r\n\r\nno");
        var gateway = Gateway.start(Shop.of(legacy, next))) {
      Asked.Answered answer = answered(ask(gateway, question("next")));

      assertThat(answer.status()).isEqualTo(404);
      assertThat(text(answer)).isEqualTo("no");
      assertThat(answer.firstByteNanos()).isPositive();
      assertThat(answer.fields())
          .containsOnly(
              Map.entry("content-type", List.of("text/html")),
              Map.entry("x-robots-tag", List.of("noindex")));
      assertThat(legacy.requests()).isEmpty();
      assertThat(gateway.outcomesLeft()).isZero(); // nobody's request is nobody's outcome
    }
  }

  @Test
  void question_asTheBackendGetsIt_isAVisitorsThatSaysWhatItIs() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(legacy))) {
      ask(
          gateway,
          question(
              "legacy",
              Map.of(
                  "accept-language",
                  List.of("de"),
                  "user-agent",
                  List.of("phone/1"),
                  "if-none-match",
                  List.of("\"x\""),
                  "connection",
                  List.of("close"),
                  "x-crossfade-arm",
                  List.of("next")),
              PATIENCE));

      Message asked = legacy.requests().getFirst();
      assertThat(asked.start()).isEqualTo("GET /p/1?q=2 HTTP/1.1");
      assertThat(asked.header("host")).isEqualTo("www.shop.example");
      assertThat(asked.header("x-crossfade-shadow")).isEqualTo("1");
      assertThat(asked.header("x-crossfade-unit")).isEqualTo("catalog");
      assertThat(asked.header("x-crossfade-arm")).isEqualTo("none");
      assertThat(asked.header("accept-language")).isEqualTo("de");
      assertThat(asked.header("user-agent")).isEqualTo("phone/1");
      assertThat(asked.header("x-forwarded-proto")).isEqualTo("https");
      assertThat(asked.header("x-forwarded-host")).isEqualTo("www.shop.example");
      assertThat(asked.header("x-forwarded-for")).isEqualTo("192.0.2.1");
      assertThat(asked.header("x-request-id")).hasSize(32);
      assertThat(asked.has("if-none-match")).isFalse();
      assertThat(asked.has("cookie")).isFalse();
      assertThat(asked.has("authorization")).isFalse();
    }
  }

  @Test
  void question_ofASampleBehindAHop_saysThePublicHost() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(legacy))) {
      ask(
          gateway,
          question("legacy", Map.of("x-forwarded-host", List.of("public.example")), PATIENCE));

      Message asked = legacy.requests().getFirst();
      assertThat(asked.header("host")).isEqualTo("www.shop.example");
      assertThat(asked.header("x-forwarded-host")).isEqualTo("public.example");
      assertThat(asked.header("x-forwarded-proto")).isEqualTo("https");
    }
  }

  @Test
  void answer_isNeverToldOnAnEventLoop() throws Exception {
    try (var legacy = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(legacy))) {
      Thread told =
          gateway
              .plane()
              .ask(question("legacy"))
              .thenApply(_ -> Thread.currentThread())
              .get(10, TimeUnit.SECONDS);

      assertThat(told).isNotInstanceOf(FastThreadLocalThread.class);
    }
  }

  @ParameterizedTest
  @MethodSource
  void answer_thatIsNone_isMissed(RecordingStorefront.Script script, ShadowMiss miss) {
    try (var legacy = RecordingStorefront.running(script);
        var gateway = Gateway.start(Shop.of(legacy))) {
      Asked asked = ask(gateway, question("legacy", Map.of(), Duration.ofMillis(300)));

      assertThat(asked).isEqualTo(new Asked.Missed(miss));
      assertThat(gateway.requestsUnderWay()).isZero();
      assertThat(gateway.legacy()).allSatisfy(endpoint -> assertThat(endpoint.ejected()).isFalse());
    }
  }

  static Stream<Arguments> answer_thatIsNone_isMissed() {
    return Stream.of(
        argumentSet("gone", (RecordingStorefront.Script) _ -> {}, ShadowMiss.FAILED),
        argumentSet("silent", (RecordingStorefront.Script) w -> w.readToEnd(), ShadowMiss.LATE),
        argumentSet("garbage", says("what?\r\n\r\n"), ShadowMiss.FAILED),
        argumentSet(
            "cut off", says("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), ShadowMiss.FAILED),
        argumentSet(
            "too large",
            says("HTTP/1.1 200 OK\r\nContent-Length: 1025\r\n\r\n"),
            ShadowMiss.TOO_LARGE),
        argumentSet(
            "too large in the end",
            says("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "x".repeat(2_000)),
            ShadowMiss.TOO_LARGE),
        argumentSet("not modified", says("HTTP/1.1 304 No\r\n\r\n"), ShadowMiss.PARTIAL));
  }

  private static RecordingStorefront.Script says(String answer) {
    return wire -> {
      wire.readRequest();
      wire.send(answer);
    };
  }

  @Test
  void backend_thatNeverAnswers_isLeftAlone() {
    try (var legacy = RecordingStorefront.running(_ -> {});
        var gateway = Gateway.start(Shop.of(legacy))) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(gateway, question("legacy"))).isEqualTo(new Asked.Missed(ShadowMiss.FAILED));
      }

      assertThat(ask(gateway, question("legacy"))).isEqualTo(new Asked.Missed(ShadowMiss.DOWN));
      assertThat(legacy.connections()).isEqualTo(3);
    }
  }

  @Test
  void backend_thatIsNotThere_isDown() {
    try (var legacy = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(legacy))) {
      assertThat(ask(gateway, question("gone"))).isEqualTo(new Asked.Missed(ShadowMiss.DOWN));
    }
  }

  /** A visitor's request finds a connection however much we would like to know. */
  @Test
  void questions_tooMany_leaveHalfOfTheConnectionsToVisitors() {
    try (var legacy = RecordingStorefront.running(wire -> wire.readToEnd());
        var gateway = Gateway.start(Shop.of(legacy).backends("pool: { maxConnections: 4 }"))) {
      List<CompletableFuture<Asked>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(gateway.plane().ask(question("legacy", Map.of(), Duration.ofMillis(500))));
      }

      List<Asked> told = all.stream().map(CompletableFuture::join).toList();

      assertThat(told)
          .containsOnly(new Asked.Missed(ShadowMiss.BUSY), new Asked.Missed(ShadowMiss.LATE));
      assertThat(told.stream().filter(new Asked.Missed(ShadowMiss.LATE)::equals).count())
          .isBetween(1L, 3L);
    }
  }

  @Test
  void gateway_thatEnds_leavesNoQuestionOpen() {
    CompletableFuture<Asked> open;
    try (var legacy = RecordingStorefront.running(wire -> wire.readToEnd())) {
      try (var gateway = Gateway.start(Shop.of(legacy))) {
        open = gateway.plane().ask(question("legacy"));
      }
      assertThat(open.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Asked.Missed.class);
    }
  }

  @Test
  void ask_beforeAnyConfiguration_isMissed() {
    try (var plane = new DataPlane(Gateway.TRANSPORT, List.of())) {
      assertThat(plane.ask(question("legacy")).join()).isEqualTo(new Asked.Missed(ShadowMiss.DOWN));
    }
  }

  @Test
  void ask_ofAGatewayThatHasEnded_isMissed() {
    try (var legacy = RecordingStorefront.named("legacy")) {
      DataPlane plane;
      try (var gateway = Gateway.start(Shop.of(legacy))) {
        plane = gateway.plane();
      }

      assertThat(plane.ask(question("legacy")).orTimeout(10, TimeUnit.SECONDS).join())
          .isEqualTo(new Asked.Missed(ShadowMiss.DOWN));
    }
  }

  @Test
  void ask_backendThatSpeaksHttp2_isAnswered() {
    try (var origin = H2Origin.named("shop");
        var gateway = Gateway.start(origin.shop())) {
      assertThat(text(answered(ask(gateway, question("legacy"))))).isEqualTo("shop");

      H2Origin.Call call = origin.calls().getFirst();
      assertThat(call.field(":path")).isEqualTo("/p/1?q=2");
      assertThat(call.field(":authority")).isEqualTo("www.shop.example");
      assertThat(call.field("x-crossfade-shadow")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource
  void question_thatIsNone_isRefused(String host, String path, Map<String, List<String>> headers) {
    assertThatThrownBy(
            () -> new Question("next", "u", "https", host, path, "", headers, 1, PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected:");
  }

  static Stream<Arguments> question_thatIsNone_isRefused() {
    return Stream.of(
        argumentSet("no path", "a", "x", Map.of()),
        argumentSet("a split request line", "a", "/x HTTP/1.1\r\nX: y", Map.of()),
        argumentSet("no host", "", "/", Map.of()),
        argumentSet("a split host", "a\r\nX: y", "/", Map.of()),
        argumentSet("cookies", "a", "/", Map.of("Cookie", List.of("a=b"))),
        argumentSet("credentials", "a", "/", Map.of("authorization", List.of("Basic eDp5"))),
        argumentSet("a split value", "a", "/", Map.of("accept", List.of("x\r\nCookie: a=b"))),
        argumentSet("a split name", "a", "/", Map.of("accept: x\r\ncookie", List.of("a=b"))),
        argumentSet("a path beyond Latin", "a", "/\u20ac", Map.of()));
  }
}
