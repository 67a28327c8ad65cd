package dev.crossfade.proxy.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.http1.Decoded.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests as bytes, whole and byte by byte. {@code |} is CR LF. What is refused is followed by a
 * second request in the same bytes, which must never come out.
 */
class RequestsTest {
  private static final String SECOND = "GET /smuggled HTTP/1.1|Host: a||";

  private static Decoded decode(String text, Delivery delivery) {
    byte[] bytes = text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return Decoded.of(HeadParser.ofRequests(8192, 32768, 100), bytes, delivery);
  }

  /** The numbers are those of the cases of the project's list of ambiguous messages. */
  static final java.util.List<String> refused =
      java.util.List.of(
          // 1: a length beside a coding
          "POST / HTTP/1.1|Host: a|Content-Length: 6|Transfer-Encoding: chunked||0||G",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 6||0||G",
          // 2: other codings
          "POST / HTTP/1.1|Host: a|Transfer-Encoding: xchunked||0||",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, identity||0||",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, chunked||0||",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding: ,chunked||0||",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||0||",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding: identity||",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding:||",
          // 3: spellings that some take for the same
          "POST / HTTP/1.1|Host: a|Transfer-Encoding : chunked||0||",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding: \u000bchunked||0||",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked\u0000||0||",
          "POST / HTTP/1.1|Host: a|Transfer-Encoding:| chunked||0||",
          "POST / HTTP/1.1|Host: a|Transfer_Encoding: chunked||0||",
          "POST / HTTP/1.1|Host: a|Content_Length: 3||abc",
          // 4: a coding in 1.0
          "POST / HTTP/1.0|Host: a|Transfer-Encoding: chunked||0||",
          // 5: lengths
          "POST / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 6||abcdef",
          "POST / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 5||abcde",
          "POST / HTTP/1.1|Host: a|Content-Length: 5, 6||abcdef",
          "POST / HTTP/1.1|Host: a|Content-Length: 5, 5||abcde",
          "POST / HTTP/1.1|Host: a|Content-Length: +5||abcde",
          "POST / HTTP/1.1|Host: a|Content-Length: -0||",
          "POST / HTTP/1.1|Host: a|Content-Length: 0x5||abcde",
          "POST / HTTP/1.1|Host: a|Content-Length: 5 5||abcde",
          "POST / HTTP/1.1|Host: a|Content-Length:||",
          "POST / HTTP/1.1|Host: a|Content-Length: 18446744073709551616||",
          "POST / HTTP/1.1|Host: a|Content-Length: 005||abcde",
          // 29: line ends
          "GET / HTTP/1.1\nHost: a\n\n",
          "GET / HTTP/1.1|Host: a\n|",
          "GET / HTTP/1.1|Host: a\rX: b||",
          "GET / HTTP/1.1|X: a\rb|Host: a||",
          // 30: fields
          "GET / HTTP/1.1|Host: a|X: a\u0000b||",
          "GET / HTTP/1.1|Host: a|X: a\u0001b||",
          "GET / HTTP/1.1|Host: a|X: a\u007fb||",
          "GET / HTTP/1.1|Host: a|X Y: b||",
          "GET / HTTP/1.1|Host: a|: b||",
          "GET / HTTP/1.1|Host: a|nocolon||",
          "GET / HTTP/1.1|Host: a|X\u00e9: b||",
          "GET / HTTP/1.1| Host: a||",
          // 31: folding
          "GET / HTTP/1.1|Host: a|X: a| b||",
          "GET / HTTP/1.1|Host: a|X: a|\tb||",
          // 32: the request line
          "GET\t/ HTTP/1.1|Host: a||",
          "GET  / HTTP/1.1|Host: a||",
          "GET /  HTTP/1.1|Host: a||",
          "GET /a b HTTP/1.1|Host: a||",
          " GET / HTTP/1.1|Host: a||",
          "\u0000GET / HTTP/1.1|Host: a||",
          "GET / http/1.1|Host: a||",
          "GET / HTTP/1.10|Host: a||",
          "GET / HTTP/1.2|Host: a||",
          "GET / HTTP/9.9|Host: a||",
          "GET / HTTP/2.0|Host: a||",
          "GET / HTTP/1.1 |Host: a||",
          "GET /|Host: a||",
          "GET / |Host: a||",
          "G(T / HTTP/1.1|Host: a||",
          "GET /\u00ff HTTP/1.1|Host: a||",
          "GET /\u0001 HTTP/1.1|Host: a||",
          "|||GET / HTTP/1.1|Host: a||");

  static Stream<Arguments> refusals() {
    return refused.stream()
        .flatMap(text -> Stream.of(Delivery.values()).map(way -> Arguments.of(text, way)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void ambiguousHead_isBrokenAndNothingFollows(String text, Delivery delivery) {
    Decoded decoded = decode(text + SECOND, delivery);

    assertThat(decoded.broken()).isTrue();
    assertThat(decoded.messages()).isEmpty();
  }

  /** 6, 7 and 8: what stands where a chunk's size should. */
  static Stream<Arguments> chunks() {
    return Stream.of(
            "0x5|hello|0||",
            "+5|hello|0||",
            " 5|hello|0||",
            "5 |hello|0||",
            "5_0|hello|0||",
            "|hello|0||",
            "-1|hello|0||",
            "100000005|hello|0||",
            "00000000000000005|hello|0||",
            "80000000|hello|0||",
            "5;\nhello|0||",
            "5\nhello|0||",
            "5\rXhello|0||",
            "5|helloXX0||",
            "5|hello0||",
            "0\n\n",
            "5;a=\"|0||GET /x",
            "5;a=\u0000|hello|0||",
            "5; a|hello|0||",
            "5;=b|hello|0||",
            "5;a=|hello|0||",
            "5;a=\"b|hello|0||",
            "5;a=" + "x".repeat(300) + "|hello|0||",
            "5|hello|0|X Y: z||",
            "5|hello|0|\u0001||")
        .flatMap(text -> Stream.of(Delivery.values()).map(way -> Arguments.of(text, way)));
  }

  @ParameterizedTest
  @MethodSource("chunks")
  void ambiguousChunk_isBrokenAndNothingFollows(String text, Delivery delivery) {
    String head = "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||";

    Decoded decoded = decode(head + text + SECOND, delivery);

    assertThat(decoded.broken()).isTrue();
    assertThat(decoded.messages()).hasSize(1).first().asString().startsWith("POST /");
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
            Arguments.of(
                "GET /a?b=c HTTP/1.1|Host: a||",
                new String[] {"GET /a?b=c HTTP/1.1 | Host=a", "body <>"}),
            Arguments.of(
                "|GET / HTTP/1.0|X:  a b\t||", new String[] {"GET / HTTP/1.0 | X=a b", "body <>"}),
            Arguments.of(
                "POST / HTTP/1.1|Host: a|Content-Length: 5||hello",
                new String[] {"POST / HTTP/1.1 | Host=a | Content-Length=5", "body <hello>"}),
            Arguments.of(
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: Chunked||5;a=b;c=\"d;\\\"e\"|hello|A|0123456789|0|X: y||",
                new String[] {
                  "POST / HTTP/1.1 | Host=a | Transfer-Encoding=Chunked", "body <hello0123456789>"
                }),
            Arguments.of(
                "GET / HTTP/1.1|Host: a|X:|Y: \u00e9||",
                new String[] {"GET / HTTP/1.1 | Host=a | X= | Y=\u00e9", "body <>"}),
            // 9: two requests, whatever WebSocket once was
            Arguments.of(
                "GET / HTTP/1.1|Host: a|Sec-WebSocket-Key1: a|Sec-WebSocket-Key2: b||GET /x HTTP/1.1|Host: a||",
                new String[] {
                  "GET / HTTP/1.1 | Host=a | Sec-WebSocket-Key1=a | Sec-WebSocket-Key2=b",
                  "body <>",
                  "GET /x HTTP/1.1 | Host=a",
                  "body <>"
                }),
            // 10: a body that looks like a request is a body
            Arguments.of(
                "GET / HTTP/1.1|Host: a|Content-Length: 18||GET /x HTTP/1.1||",
                new String[] {
                  "GET / HTTP/1.1 | Host=a | Content-Length=18", "body <GET /x HTTP/1.1\r\n\r>"
                }))
        .flatMap(
            row ->
                Stream.of(Delivery.values())
                    .map(way -> Arguments.of(row.get()[0], way, row.get()[1])));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void plainRequest_comesOutAsItWasSent(String text, Delivery delivery, String[] expected) {
    Decoded decoded = decode(text, delivery);

    assertThat(decoded.messages()).containsExactly(expected);
  }

  /** 39. */
  @ParameterizedTest
  @EnumSource
  void requestLine_ofTheLimit_isAcceptedAndOneMoreIsNot(Delivery delivery) {
    String fits = "/" + "a".repeat(8192 - "GET / HTTP/1.1".length());

    assertThat(decode("GET " + fits + " HTTP/1.1|Host: a||", delivery).broken()).isFalse();
    assertThat(decode("GET " + fits + "a HTTP/1.1|Host: a||", delivery).broken()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void fields_ofTheirNumber_areAcceptedAndOneMoreIsNot(Delivery delivery) {
    String hundred = "X: y|".repeat(100);

    assertThat(decode("GET / HTTP/1.1|" + hundred + "|", delivery).broken()).isFalse();
    assertThat(decode("GET / HTTP/1.1|X: y|" + hundred + "|", delivery).broken()).isTrue();
  }

  @Test
  void fields_overTheirSize_areRefusedBeforeTheirEnd() {
    Decoded decoded = decode("GET / HTTP/1.1|X: " + "y".repeat(40_000), Delivery.WHOLE);

    assertThat(decoded.broken()).isTrue();
  }
}
