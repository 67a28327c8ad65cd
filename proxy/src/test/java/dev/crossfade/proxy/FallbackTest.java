package dev.crossfade.proxy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.routing.Decision;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Before a visitor gets a bad answer, the other storefront is asked. */
class FallbackTest {
  private static final String MISSING = answer("404 Not Found", "no such page");
  private static final String GET = "GET /app.css HTTP/1.1\r\nHost: a\r\n\r\n";

  private static String answer(String status, String body) {
    return "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body);
  }

  private static Shop shop(RecordingStorefront legacy, RecordingStorefront next) {
    return Shop.of(legacy, next)
        .units(
            "{ name: all, match: { path: /** }, exposure: { percent: 100% },"
                + " fallback: { on: [404, 410] } }");
  }

  @Test
  void get_missingOnNext_isLegacys() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.answering(_ -> MISSING);
        var gateway = Gateway.start(shop(legacy, next));
        var client = gateway.connect()) {
      for (int i = 0; i < 5; i++) {
        Message answer = client.request(GET);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("legacy");

        Outcome outcome = gateway.outcome();
        assertThat(requireNonNull(outcome.decision()).route())
            .isEqualTo(
                new Decision.Route("all", "legacy", Decision.Arm.NEXT, Decision.Reason.FALLBACK));
        assertThat(outcome.passedOver()).isEqualTo(404);
      }
      assertThat(next.connections()).isEqualTo(1);
      assertThat(legacy.connections()).isEqualTo(1);
    }
  }

  /** The first answer stands where the second is no better, whatever that is. */
  @ParameterizedTest
  @MethodSource
  void get_legacyHasNothingBetter_isNextsAnswer(RecordingStorefront.Script second)
      throws IOException {
    try (var legacy = RecordingStorefront.running(second);
        var next = RecordingStorefront.answering(_ -> MISSING);
        var gateway =
            Gateway.start(
                shop(legacy, next)
                    .backends("timeouts: { firstByte: 300ms }, retries: { attempts: 0 }"));
        var client = gateway.connect()) {
      for (int i = 0; i < 2; i++) {
        Message answer = client.request(GET);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("no such page");
      }
    }
  }

  static Stream<Arguments> get_legacyHasNothingBetter_isNextsAnswer() {
    return Stream.of(
        says("missing there too", answer("404 Not Found", "lost")),
        says("an error", answer("500 Internal Server Error", "oops")),
        says("an error without end", "HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\n"),
        says("garbage", "what?\r\n\r\n"),
        argumentSet("gone at once", (RecordingStorefront.Script) wire -> {}),
        argumentSet("silent", (RecordingStorefront.Script) wire -> wire.readToEnd()));
  }

  private static Arguments says(String name, String answer) {
    RecordingStorefront.Script script =
        wire -> {
          for (Optional<Message> r = wire.readRequest(); r.isPresent(); r = wire.readRequest()) {
            wire.send(answer);
          }
        };
    return argumentSet(name, script);
  }

  /** What is held back is large, comes in pieces, and is whole in the end. */
  @Test
  void get_largeAnswerThatStands_isWhole() throws IOException {
    String large = "x".repeat(3_000_000);
    try (var legacy = RecordingStorefront.answering(_ -> MISSING);
        var next = RecordingStorefront.answering(_ -> answer("404 Not Found", large));
        var gateway = Gateway.start(shop(legacy, next))) {
      assertThat(gateway.request(GET).text()).isEqualTo(large);
    }
  }

  @Test
  void get_largeBetterAnswer_isWhole() throws IOException {
    String large = "y".repeat(3_000_000);
    try (var legacy = RecordingStorefront.answering(_ -> answer("200 OK", large));
        var next = RecordingStorefront.answering(_ -> MISSING);
        var gateway = Gateway.start(shop(legacy, next))) {
      assertThat(gateway.request(GET).text()).isEqualTo(large);
    }
  }

  @Test
  void head_missingOnNext_isLegacys() throws IOException {
    try (var legacy =
            RecordingStorefront.answering(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
        var next =
            RecordingStorefront.answering(_ -> "HTTP/1.1 404 No\r\nContent-Length: 9\r\n\r\n");
        var gateway = Gateway.start(shop(legacy, next));
        var client = gateway.connect()) {
      client.send("HEAD /app.css HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.readResponse(true).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource
  void request_whichFallbackIsNotFor_asksOneStorefront(String request, String answer)
      throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.answering(_ -> answer);
        var gateway = Gateway.start(shop(legacy, next))) {
      assertThat(gateway.request(request).text()).isEqualTo("it");
      assertThat(legacy.requests()).isEmpty();
    }
  }

  static Stream<Arguments> request_whichFallbackIsNotFor_asksOneStorefront() {
    return Stream.of(
        argumentSet("another status", GET, answer("403 Forbidden", "it")),
        argumentSet("a good answer", GET, answer("200 OK", "it")),
        argumentSet(
            "a POST",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
            answer("404 Not Found", "it")),
        argumentSet(
            "a GET with a body",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx",
            answer("404 Not Found", "it")));
  }

  @Test
  void get_clientGoesWhileTheOtherIsAsked_leavesNothing() throws IOException {
    try (var legacy = RecordingStorefront.running(wire -> wire.readToEnd());
        var next = RecordingStorefront.answering(_ -> MISSING);
        var gateway = Gateway.start(shop(legacy, next))) {
      try (var client = gateway.connect()) {
        client.send(GET);
        await().until(() -> legacy.connections() == 1);
      }
      await().until(() -> gateway.requestsUnderWay() == 0);
    }
  }
}
