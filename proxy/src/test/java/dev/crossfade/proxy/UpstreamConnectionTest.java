package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.Answered.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers as bytes, whole and byte by byte. {@code |} is CR LF. */
class UpstreamConnectionTest {
  private static Answered decode(String asked, String text, Delivery delivery, boolean close) {
    byte[] bytes = text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return Answered.of(asked, bytes, delivery, close);
  }

  /** 16: an answer that two readers could frame differently, or that is none. */
  static Stream<Arguments> refusals() {
    return Stream.of(
            "HTTP/1.1 200 OK|Content-Length: 5|Transfer-Encoding: chunked||0||",
            "HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 6||hello",
            "HTTP/1.1 200 OK|Transfer-Encoding: gzip|Content-Length: 5||hello",
            "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||0||",
            "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
            "HTTP/1.1 200 OK|X: a\u0000b|Content-Length: 0||",
            "HTTP/1.1 200 O\u0000K|Content-Length: 0||",
            "HTTP/1.1 99 Low|Content-Length: 0||",
            "HTTP/1.1 600 High|Content-Length: 0||",
            "HTTP/1.1 20 OK|Content-Length: 0||",
            "HTTP/1.1 2000 OK|Content-Length: 0||",
            "HTTP/1.1 OK|Content-Length: 0||",
            "HTTP/2.0 200 OK|Content-Length: 0||",
            "ICY 200 OK|Content-Length: 0||",
            "HTTP/1.1 200 OK|X: " + "y".repeat(70_000) + "||",
            "HTTP/1.0 200 OK|Transfer-Encoding: chunked||0||",
            "HTTP/1.1 103 Early Hints||".repeat(101))
        .flatMap(text -> Stream.of(Delivery.values()).map(way -> Arguments.of(text, way)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void ambiguousAnswer_isBroken(String text, Delivery delivery) {
    assertThat(decode("GET", text, delivery, false).broken()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void answerAndHints_comeOutInOrder(Delivery delivery) {
    Answered decoded =
        decode(
            "GET",
            "HTTP/1.1 103 Early Hints|Link: </a.css>||HTTP/1.1 200|Content-Length: 2||ok",
            delivery,
            false);

    assertThat(decoded.messages())
        .containsExactly(
            "103 HTTP/1.1 | Link=</a.css>", "200 HTTP/1.1 | Content-Length=2", "body <ok>");
    assertThat(decoded.broken()).isFalse();
  }

  /** 14: the second answer was asked for by nobody. */
  @ParameterizedTest
  @EnumSource
  void secondAnswer_isBroken(Delivery delivery) {
    Answered decoded =
        decode(
            "GET",
            "HTTP/1.1 200 OK|Content-Length: 0||HTTP/1.1 200 OK|Content-Length: 6||poison",
            delivery,
            false);

    assertThat(decoded.messages()).containsExactly("200 HTTP/1.1 | Content-Length=0", "body <>");
    assertThat(decoded.broken()).isTrue();
  }

  /** 15: these have no body, whatever their fields say; what follows was asked for by nobody. */
  static Stream<Arguments> bodiless() {
    return Stream.of(Arguments.of("HEAD", 200), Arguments.of("GET", 204), Arguments.of("GET", 304));
  }

  @ParameterizedTest
  @MethodSource("bodiless")
  void bodilessAnswer_withALength_hasNoBody(String asked, int status) {
    Answered decoded =
        decode(asked, "HTTP/1.1 " + status + " X|Content-Length: 5||hello|", Delivery.WHOLE, false);

    assertThat(decoded.messages()).last().isEqualTo("body <>");
    assertThat(decoded.broken()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void bodyWithoutALength_endsWithTheConnection(Delivery delivery) {
    assertThat(decode("GET", "HTTP/1.0 200 OK||hello", delivery, true).messages())
        .containsExactly("200 HTTP/1.0", "body <hello>");
  }

  /** 17: an end before the end is none. */
  @Test
  void cutBody_hasNoEnd() {
    assertThat(
            decode("GET", "HTTP/1.1 200 OK|Content-Length: 10||hello", Delivery.WHOLE, true)
                .messages())
        .hasSize(1);
    assertThat(
            decode(
                    "GET",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|",
                    Delivery.WHOLE,
                    true)
                .messages())
        .hasSize(1);
  }
}
