package dev.crossfade.proxy;

import static dev.crossfade.proxy.RecordingStorefront.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases 14 to 17 of docs/wire-safety.md: answers of a shop that say too much, too little or two
 * things at once. Nobody gets what was meant for another, or what only looks whole.
 */
class WireSafetyAnswersTest {
  private static final String POISON = ok("poison");

  @ParameterizedTest(name = "14 (RFC 9112 §9.2): a second answer at once, {0}")
  @EnumSource
  void answer_withAnotherBehindIt_isTheOnlyOneThatIsSeen(Visit.Version version) throws IOException {
    String empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    try (var storefront =
            RecordingStorefront.answering(
                r -> r.target().equals("/two") ? empty + POISON : ok("own"));
        var gateway = Gateway.start(Shop.of(storefront));
        var visit = version.begin(gateway)) {
      assertThat(visit.ask("GET", "/two").body()).isEmpty();

      assertThat(visit.ask("GET", "/").body()).isEqualTo("own");
      assertThat(version.ask(gateway, "GET", "/").body()).isEqualTo("own");
    }
  }

  @ParameterizedTest(name = "14 (RFC 9112 §9.2): {0} on an idle connection, {1}")
  @MethodSource
  void connection_thatSpeaksUnasked_isClosedBeforeAnybodyUsesIt(Bad unasked, Visit.Version version)
      throws IOException {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send(ok("own"));
                  if (closed.getCount() > 0) {
                    await().until(() -> answered.getCount() == 0);
                    wire.send(unasked.bytes());
                    wire.isEnded();
                    closed.countDown();
                  }
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var visit = version.begin(gateway)) {
      assertThat(visit.ask("GET", "/").body()).isEqualTo("own");
      answered.countDown();
      await().until(() -> closed.getCount() == 0);

      assertThat(visit.ask("GET", "/").body()).isEqualTo("own");
      assertThat(storefront.connections()).isEqualTo(2);
    }
  }

  static Stream<Arguments> connection_thatSpeaksUnasked_isClosedBeforeAnybodyUsesIt() {
    return Stream.of(
            new Bad("a whole answer", POISON),
            new Bad("half an answer", "HTTP/1.1 200 OK\r\nX: "),
            new Bad("a byte", "x"),
            new Bad("an empty line", "\r\n"))
        .flatMap(WireSafetyAnswersTest::inBoth);
  }

  private static Stream<Arguments> inBoth(Object what) {
    return Stream.of(Visit.Version.values()).map(version -> Arguments.of(what, version));
  }

  @ParameterizedTest(name = "15 (RFC 9112 §6.3): {0} with a body, {1}")
  @MethodSource
  void answer_thatMayHaveNoBody_hasNoneWhateverComes(String which, Visit.Version version)
      throws IOException {
    boolean head = which.equals("HEAD");
    String status = head ? "200 OK" : which + " X";
    String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\nhello";
    try (var storefront =
            RecordingStorefront.answering(r -> r.target().equals("/with") ? answer : ok("next"));
        var gateway = Gateway.start(Shop.of(storefront));
        var visit = version.begin(gateway)) {
      Visit.Seen seen = visit.ask(head ? "HEAD" : "GET", "/with");

      assertThat(seen.status()).isEqualTo(head ? 200 : Integer.parseInt(which));
      assertThat(seen.body()).isEmpty();
      assertThat(visit.ask("GET", "/").body()).isEqualTo("next");
      assertThat(storefront.connections()).isEqualTo(2);
    }
  }

  static Stream<Arguments> answer_thatMayHaveNoBody_hasNoneWhateverComes() {
    return Stream.of("204", "304", "HEAD").flatMap(WireSafetyAnswersTest::inBoth);
  }

  /** An answer that two readers could frame differently. */
  record Bad(String what, String bytes) {
    @Override
    public String toString() {
      return what;
    }
  }

  @ParameterizedTest(name = "16 (RFC 9112 §6.3, §11.1): {0}, {1}")
  @MethodSource
  void answer_malformed_isABadGateway(Bad answer, Visit.Version version) throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                r -> r.target().equals("/bad") ? answer.bytes() : ok("next"));
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(version.ask(gateway, "GET", "/bad").status()).isEqualTo(502);
      await().until(() -> storefront.openConnections() == 0);

      assertThat(version.ask(gateway, "GET", "/").body()).isEqualTo("next");
    }
  }

  static Stream<Arguments> answer_malformed_isABadGateway() {
    String body = "\r\n\r\nhello";
    String field = "X: " + "x".repeat(1019) + "\r\n";
    return Stream.of(
            bad("a length beside chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked" + body),
            bad("two lengths", "Content-Length: 5\r\nContent-Length: 6" + body),
            bad("two lengths in one", "Content-Length: 5, 6" + body),
            bad(
                "another coding beside a length",
                "Transfer-Encoding: gzip\r\nContent-Length: 5" + body),
            bad("another coding", "Transfer-Encoding: gzip" + body),
            bad("a signed length", "Content-Length: +5" + body),
            bad("an underscore in the coding", "Transfer_Encoding: chunked" + body),
            bad("LF without CR", "X: a\nContent-Length: 5" + body),
            bad("CR without LF", "X: a\rb\r\nContent-Length: 5" + body),
            bad("NUL", "X: a\0b\r\nContent-Length: 5" + body),
            bad("a folded field", "X: a\r\n b\r\nContent-Length: 5" + body),
            bad("a space before a colon", "Content-Length : 5" + body),
            bad("a head of 64 KiB", field.repeat(64) + "Content-Length: 5" + body),
            new Bad("status 99", "HTTP/1.1 99 X\r\nContent-Length: 5" + body),
            new Bad("status 1000", "HTTP/1.1 1000 X\r\nContent-Length: 5" + body),
            new Bad("HTTP/2.0", "HTTP/2.0 200 OK\r\nContent-Length: 5" + body),
            new Bad("no HTTP at all", "220 mail.example ESMTP\r\n\r\n"))
        .flatMap(WireSafetyAnswersTest::inBoth);
  }

  private static Bad bad(String what, String rest) {
    return new Bad(what, "HTTP/1.1 200 OK\r\n" + rest);
  }

  @ParameterizedTest(name = "17 (RFC 9112 §8): {0}, then a reset: {1}, {2}")
  @MethodSource
  void answer_cutOff_looksCutOff(Bad answer, boolean reset, Visit.Version version)
      throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send(answer.bytes());
                  if (reset) {
                    wire.reset();
                  }
                });
        var gateway = Gateway.start(Shop.of(storefront))) {
      Visit.Seen seen = version.ask(gateway, "GET", "/");

      // A reset may overtake what was sent before it; then there is an error page.
      assertThat(seen.cut() || (reset && seen.status() == 502)).as("%s", seen).isTrue();
    }
  }

  static Stream<Arguments> answer_cutOff_looksCutOff() {
    return Stream.of(
            bad("half of its length", "Content-Length: 10\r\n\r\nhello"),
            bad("chunks without an end", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
            bad("half of a chunk", "Transfer-Encoding: chunked\r\n\r\n5\r\nhel"),
            bad("half of the last chunk", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"))
        .flatMap(bad -> Stream.of(true, false).map(reset -> List.of(bad, reset)))
        .flatMap(
            cut ->
                Stream.of(Visit.Version.values())
                    .map(version -> Arguments.of(cut.getFirst(), cut.getLast(), version)));
  }
}
