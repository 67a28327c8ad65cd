package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the backend and the client are told of each other's heads. */
class ForwardingTest {
  private static final String TRUSTING = "trust: { proxies: [ 127.0.0.0/8, 10.0.0.0/8 ] }";

  /** RFC 9110 §7.6.1: fields about one connection end with it. */
  @Test
  void request_hopByHopFields_areNotForwarded() throws IOException {
    Message seen =
        seenByTheBackend(
            "",
            """
            Connection: keep-alive, X-Private
            X-Private: 1
            Keep-Alive: timeout=5
            Proxy-Connection: keep-alive
            Proxy-Authorization: Basic eDp5
            TE: trailers
            Trailer: X-Checksum
            Upgrade: websocket
            HTTP2-Settings: AAMAAABk
            X-Public: 2
            """);

    assertThat(seen.header("x-public")).isEqualTo("2");
    for (String name :
        new String[] {
          "connection",
          "x-private",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "te",
          "trailer",
          "upgrade",
          "http2-settings"
        }) {
      assertThat(seen.has(name)).as(name).isFalse();
    }
  }

  /** A client must not be able to take away what the backend decides by. */
  @ParameterizedTest
  @ValueSource(strings = {"Cookie", "Authorization", "Content-Length", "Host"})
  void request_connectionNamesWhatCounts_isForwardedNevertheless(String name) throws IOException {
    Message seen =
        seenByTheBackend(
            "",
            "Connection: "
                + name
                + "\nCookie: a=b\nAuthorization: Basic eDp5\nContent-Length: 0\n");

    assertThat(seen.has(name)).isTrue();
  }

  @Test
  void request_endToEndFields_areForwardedAsTheyAre() throws IOException {
    Message seen =
        seenByTheBackend(
            "",
            "cOOkie: a=b\nAccept: text/html\nAccept: */*\nX-Empty:\nAuthorization: Basic eDp5\n");

    assertThat(seen.start()).isEqualTo("GET /a?b=%20c HTTP/1.1");
    assertThat(seen.fields()).anyMatch(field -> field.getKey().equals("cOOkie"));
    assertThat(seen.headers("accept")).containsExactly("text/html", "*/*");
    assertThat(seen.header("x-empty")).isEmpty();
    assertThat(seen.header("authorization")).isEqualTo("Basic eDp5");
  }

  @Test
  void request_ofAClientThatIsNotTrusted_tellsOnlyWhatWeKnow() throws IOException {
    Message seen =
        seenByTheBackend(
            "",
            """
            X-Forwarded-For: 203.0.113.9
            X_Forwarded_For: 203.0.113.9
            X-Forwarded_For: 203.0.113.9
            X-Forwarded-Proto: https
            X-Forwarded-Host: evil.example
            Forwarded: for=203.0.113.9
            X-Real-IP: 203.0.113.9
            Via: 1.0 evil
            X-Request-Id: evil
            X-Crossfade-Unit: evil
            X-Crossfade-Arm: next
            X_Crossfade_Arm: next
            """);

    assertThat(seen.header("x-forwarded-for")).isEqualTo("127.0.0.1");
    assertThat(seen.has("x_forwarded_for")).isFalse();
    assertThat(seen.has("x-forwarded_for")).isFalse();
    assertThat(seen.header("x-forwarded-proto")).isEqualTo("http");
    assertThat(seen.header("x-forwarded-host")).isEqualTo("www.shop.example");
    assertThat(seen.header("forwarded"))
        .isEqualTo("for=127.0.0.1;proto=http;host=www.shop.example");
    assertThat(seen.has("x-real-ip")).isFalse();
    assertThat(seen.header("via")).isEqualTo("1.1 " + Forwarding.PSEUDONYM);
    assertThat(seen.header("x-request-id")).matches("[0-9a-f]{32}");
    assertThat(seen.header("x-crossfade-unit")).isEqualTo("all");
    assertThat(seen.header("x-crossfade-arm")).isEqualTo("none");
    assertThat(seen.has("x_crossfade_arm")).isFalse();
  }

  @Test
  void request_ofATrustedHop_isAppendedTo() throws IOException {
    Message seen =
        seenByTheBackend(
            TRUSTING,
            """
            X-Forwarded-For: 203.0.113.9, 10.0.0.7
            X-Forwarded-Proto: https
            X-Forwarded-Host: shop.example
            Via: 1.1 cdn
            X-Request-Id: cdn-4711
            X-Crossfade-Arm: next
            """);

    assertThat(seen.header("x-forwarded-for")).isEqualTo("203.0.113.9, 10.0.0.7, 127.0.0.1");
    assertThat(seen.header("x-forwarded-proto")).isEqualTo("https");
    assertThat(seen.header("x-forwarded-host")).isEqualTo("shop.example");
    assertThat(seen.headers("via")).containsExactly("1.1 cdn", "1.1 " + Forwarding.PSEUDONYM);
    assertThat(seen.header("x-request-id")).isEqualTo("cdn-4711");
    assertThat(seen.header("x-crossfade-arm")).isEqualTo("none");
  }

  /** The id is written into pages: whatever a hop passes on, it must not become markup. */
  @ParameterizedTest
  @ValueSource(strings = {"<script>", "a b", "\"", "{}"})
  void request_idOfATrustedHopThatIsNotPlain_isReplaced(String id) throws IOException {
    Message seen = seenByTheBackend(TRUSTING, "X-Request-Id: " + id + "\n");

    assertThat(seen.header("x-request-id")).matches("[0-9a-f]{32}");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "203.0.113.9",
        "203.0.113.9, 10.0.0.7",
        "198.51.100.1, 203.0.113.9, 10.0.0.7, 127.0.0.2"
      })
  void client_behindTrustedHops_isTheFirstThatIsNotOne(String forwardedFor) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).and(TRUSTING))) {
      gateway.request("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + forwardedFor + "\r\n\r\n");

      assertThat(gateway.outcome().client().getHostAddress()).isEqualTo("203.0.113.9");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "203.0.113.9, unknown", "203.0.113.9:80", ","})
  void client_whoseHopSaysNothingUsable_isTheHop(String forwardedFor) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).and(TRUSTING))) {
      gateway.request("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + forwardedFor + "\r\n\r\n");

      assertThat(gateway.outcome().client().getHostAddress()).isEqualTo("127.0.0.1");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "Forwarded: for=203.0.113.9;proto=https | 203.0.113.9 https",
        "Forwarded: for=6.6.6.6;proto=http, for=203.0.113.9;proto=https, for=10.0.0.7;proto=http"
            + " | 203.0.113.9 https",
        "Forwarded: for=203.0.113.9;proto=https~Forwarded: for=10.0.0.7 | 203.0.113.9 https",
        "Forwarded: for=203.0.113.9, for=unknown;proto=https | 127.0.0.1 https",
        "Forwarded: for=203.0.113.9, for=\"10.0.0.7 | 127.0.0.1 http",
        // A hop that writes these lets through what a stranger wrote into Forwarded.
        "Forwarded: for=6.6.6.6;proto=https~X-Forwarded-For: 203.0.113.9 | 203.0.113.9 http",
        "Forwarded: for=6.6.6.6;proto=http~X-Forwarded-Proto: https | 127.0.0.1 https",
      })
  void client_toldInForwarded_isTheFirstThatIsNoTrustedHop(String fields, String seen)
      throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).and(TRUSTING))) {
      gateway.request("GET / HTTP/1.1\r\nHost: a\r\n" + fields.replace("~", "\r\n") + "\r\n\r\n");

      String proto = storefront.requests().getFirst().header("x-forwarded-proto");
      assertThat(gateway.outcome().client().getHostAddress() + " " + proto).isEqualTo(seen);
    }
  }

  @Test
  void client_notTrusted_isNotBelievedInForwarded() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront))) {
      gateway.request(
          "GET / HTTP/1.1\r\nHost: a\r\nForwarded: for=203.0.113.9;proto=https\r\n\r\n");

      assertThat(gateway.outcome().client().getHostAddress()).isEqualTo("127.0.0.1");
      assertThat(storefront.requests().getFirst().header("x-forwarded-proto")).isEqualTo("http");
    }
  }

  @Test
  void host_preserved_isWhatTheClientAskedFor() throws IOException {
    Message seen = seenByTheBackend("", "");

    assertThat(seen.header("host")).isEqualTo("www.shop.example");
  }

  @Test
  void host_literal_isTheBackendsOwn() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).backends("hostHeader: legacy.internal:8080"))) {
      gateway.get("/");

      Message seen = storefront.requests().getFirst();
      assertThat(seen.header("host")).isEqualTo("legacy.internal:8080");
      assertThat(seen.header("x-forwarded-host")).isEqualTo("www.shop.example");
    }
  }

  @Test
  void answer_hopByHopFields_areNotForwarded() throws IOException {
    Message answer =
        seenByTheClient(
            """
            Connection: X-Private, Set-Cookie
            X-Private: 1
            Keep-Alive: timeout=5
            Proxy-Authenticate: Basic
            Upgrade: h2c
            Set-Cookie: a=1
            Set-Cookie: b=2
            X-Public: 2
            """);

    assertThat(answer.header("x-public")).isEqualTo("2");
    assertThat(answer.headers("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(answer.has("connection")).isFalse();
    assertThat(answer.has("x-private")).isFalse();
    assertThat(answer.has("keep-alive")).isFalse();
    assertThat(answer.has("proxy-authenticate")).isFalse();
    assertThat(answer.has("upgrade")).isFalse();
  }

  @Test
  void answer_reasonOfItsOwn_isForwarded() throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                _ -> "HTTP/1.1 299 Fine By Us\r\nContent-Length: 0\r\n\r\n");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(gateway.get("/").start()).isEqualTo("HTTP/1.1 299 Fine By Us");
    }
  }

  private static Message seenByTheBackend(String setting, String fields) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).and(setting))) {
      gateway.request(
          "GET /a?b=%20c HTTP/1.1\r\nHost: www.shop.example\r\n"
              + fields.replace("\n", "\r\n")
              + "\r\n");
      return storefront.requests().getFirst();
    }
  }

  private static Message seenByTheClient(String fields) throws IOException {
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + fields.replace("\n", "\r\n") + "\r\n";
    try (var storefront = RecordingStorefront.answering(_ -> answer);
        var gateway = Gateway.start(Shop.of(storefront))) {
      return gateway.get("/");
    }
  }
}
