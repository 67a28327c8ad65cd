package dev.crossfade.proxy.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.http1.Decoded.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever ours accepts, an independent parser reads the same. Requests are grown from parts that
 * parsers are known to disagree about, then damaged; the seed is fixed, so a failure repeats.
 */
class DifferentialTest {
  private static final int ROUNDS = Integer.getInteger("crossfade.differential.rounds", 4_000);

  private static final List<String> LINES =
      List.of(
          "GET / HTTP/1.1",
          "POST /a?b HTTP/1.1",
          "PUT /%00 HTTP/1.0",
          "OPTIONS * HTTP/1.1",
          "get / HTTP/1.1",
          "GET http://a/b HTTP/1.1",
          "GET /  HTTP/1.1",
          "GET / HTTP/1.2");
  private static final List<String> FIELDS =
      List.of(
          "Host: a",
          "X: y",
          "X:y ",
          "X-Long:  \t a b \t",
          "Content-Length: 5",
          "Content-Length: 0",
          "Content-Length: 05",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip",
          "Connection: close",
          "X : y",
          " folded",
          "Cookie: a=b; c",
          "Expect: 100-continue",
          "X: \u00e9",
          "Sec-WebSocket-Key1: a");
  private static final List<String> BODIES =
      List.of(
          "",
          "hello",
          "5|hello|0||",
          "5;a=b|hello|0|T: v||",
          "0||",
          "5|hel",
          "A|0123456789|0||",
          "5|helloGET /x HTTP/1.1||");
  private static final List<String> DAMAGE =
      List.of("\r", "\n", "\u0000", " ", "\t", ":", "0", ";");

  @Test
  void whateverOursAccepts_anotherReadsTheSame() {
    Random random = new Random(7);
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String text =
          damage(random, request(random) + (random.nextInt(3) == 0 ? request(random) : ""));
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      Decoded ours = ours(bytes, Delivery.WHOLE);
      Decoded byByte = ours(bytes, Delivery.BYTE_BY_BYTE);

      assertThat(byByte).as("byte by byte: %s", text).isEqualTo(ours);
      if (!ours.broken() && !ours.messages().isEmpty()) {
        Decoded theirs = Decoded.byNetty(bytes);
        assertThat(theirs.messages()).as(text).isEqualTo(ours.messages());
        accepted++;
      }
    }
    assertThat(accepted).as("requests that were compared").isGreaterThan(ROUNDS / 20);
  }

  private static Decoded ours(byte[] bytes, Delivery delivery) {
    return Decoded.of(HeadParser.ofRequests(8192, 8192, 100), bytes, delivery);
  }

  private static String request(Random random) {
    StringBuilder text = new StringBuilder(pick(random, LINES)).append("\r\n");
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(pick(random, FIELDS)).append("\r\n");
    }
    return text.append("\r\n").append(pick(random, BODIES).replace("|", "\r\n")).toString();
  }

  private static String damage(Random random, String text) {
    if (random.nextInt(3) > 0) {
      return text;
    }
    int at = random.nextInt(text.length());
    String damage = pick(random, DAMAGE);
    return random.nextBoolean()
        ? text.substring(0, at) + damage + text.substring(at)
        : text.substring(0, at) + damage + text.substring(at + 1);
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
