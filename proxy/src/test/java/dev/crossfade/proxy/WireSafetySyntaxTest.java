package dev.crossfade.proxy;

import static dev.crossfade.proxy.Hostile.delivered;
import static dev.crossfade.proxy.Hostile.each;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases 29 to 32 of docs/wire-safety.md: heads that are only nearly what the grammar says. */
class WireSafetySyntaxTest {
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void head_notQuiteByTheGrammar_isRefused(Hostile hostile, Delivery delivery) throws IOException {
    Refusal.by(400).assertOfHead(hostile, delivery);
  }

  static Stream<Arguments> head_notQuiteByTheGrammar_isRefused() {
    return delivered(
        List.of(
            each(
                29,
                "RFC 9112 §2.2",
                "%s",
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1|Host: a\n||",
                "GET / HTTP/1.1|Host: a|X: b\n|",
                "GET / HTTP/1.1|Host: a|X: b\rc||"),
            each(
                30,
                "RFC 9110 §5.5, RFC 9112 §5",
                "GET / HTTP/1.1|%s|Host: a||",
                "X: a\0b",
                "X: a\1b",
                "X: a\177b",
                "X Y: v",
                ": v",
                "no colon",
                "X\u00e9: v",
                " X: v",
                "\tX: v"),
            each(31, "RFC 9112 §5.2", "GET / HTTP/1.1|Host: a|X: a|%s||", " b", "\tb", " b: c")));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void requestLine_notQuiteByTheGrammar_isRefused(Hostile hostile, Delivery delivery)
      throws IOException {
    Refusal.by(400, 505).assertOfHead(hostile, delivery);
  }

  static Stream<Arguments> requestLine_notQuiteByTheGrammar_isRefused() {
    return delivered(
        List.of(
            each(
                32,
                "RFC 9112 §2.3, §3",
                "%s|Host: a||",
                "GET\t/\tHTTP/1.1",
                "GET  / HTTP/1.1",
                "GET /  HTTP/1.1",
                "GET / HTTP/1.1 ",
                "GET /a b HTTP/1.1",
                " GET / HTTP/1.1",
                "\0GET / HTTP/1.1",
                "GET / http/1.1",
                "GET / HTTP/1.10",
                "GET / HTTP/9.9",
                "GET / HTTP/2.0",
                "GET /")));
  }
}
