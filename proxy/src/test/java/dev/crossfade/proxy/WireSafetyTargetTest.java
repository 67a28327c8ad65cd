package dev.crossfade.proxy;

import static dev.crossfade.proxy.Hostile.delivered;
import static dev.crossfade.proxy.Hostile.each;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases 24 to 28 of docs/wire-safety.md: what is asked for, and of whom. What a unit matched must
 * be what its backend serves.
 */
class WireSafetyTargetTest {
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void host_missingDoubtfulOrSeveral_isRefused(Hostile hostile, Delivery delivery)
      throws IOException {
    Refusal.by(400).assertOfHead(hostile, delivery);
  }

  static Stream<Arguments> host_missingDoubtfulOrSeveral_isRefused() {
    return delivered(
        List.of(
            each(
                24,
                "RFC 9112 §3.2",
                "GET / HTTP/1.1|%s||",
                "X: no host",
                "Host: a|Host: b",
                "Host: a|Host: a",
                "Host:",
                "Host: a, b",
                "Host: u@a",
                "Host: a/x",
                "Host: a:99999")));
  }

  @ParameterizedTest(name = "25 (RFC 9112 §3.2.2): a whole URL of another host, {0}")
  @EnumSource
  void target_absoluteAndOfAnotherHost_isRefusedOrDecidesBoth(Delivery delivery)
      throws IOException {
    String request = "GET http://evil.example/x HTTP/1.1\r\nHost: a\r\n\r\n";
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      new Hostile(25, "", "", request).send(client, delivery);
      int status = client.readResponse().status();

      if (status == 200) {
        Message seen = storefront.requests().getFirst();
        assertThat(seen.header("host")).isEqualTo("evil.example");
        assertThat(seen.target()).isIn("/x", "http://evil.example/x");
        assertThat(gateway.outcome().host()).isEqualTo("evil.example");
      } else {
        assertThat(status).isBetween(400, 499);
        assertThat(client.isEnded()).isTrue();
        assertThat(storefront.connections()).isZero();
      }
    }
  }

  /**
   * The checkout is at next and all else at legacy. Either storefront decodes what it is asked for,
   * as servers do: it must never find itself asked for what belongs to the other.
   */
  @ParameterizedTest(name = "26 (RFC 3986 §6.2): {0}, {1}")
  @MethodSource
  void path_spelledOtherwise_isServedByWhomItBelongsToOrRefused(String path, Visit.Version version)
      throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway =
            Gateway.start(
                Shop.of(legacy, next)
                    .units(
                        "{ name: checkout, match: { path: [ /checkout, /checkout/** ] }, send: next }",
                        "{ name: rest, match: { path: /** }, send: legacy }"))) {
      int status = version.ask(gateway, "GET", path).status();

      if (status == 200) {
        assertThat(next.requests()).allSatisfy(seen -> assertThat(isCheckout(seen)).isTrue());
        assertThat(legacy.requests()).allSatisfy(seen -> assertThat(isCheckout(seen)).isFalse());
        assertThat(legacy.requests().size() + next.requests().size()).isOne();
      } else {
        assertThat(status).isIn(301, 308, 400);
        assertThat(legacy.connections() + next.connections()).isZero();
      }
    }
  }

  static Stream<Arguments> path_spelledOtherwise_isServedByWhomItBelongsToOrRefused() {
    return Stream.of(
            "/checkout/..%2fadmin",
            "/checkout/%2e%2e/admin",
            "/checkout/../admin",
            "/a/../checkout",
            "/a/%2E%2e/checkout",
            "//checkout",
            "/%63heckout",
            "/%63%68eckout/pay",
            "/checkout%00",
            "/checkout;x",
            "/a/..;x/checkout")
        .flatMap(path -> Stream.of(Visit.Version.values()).map(v -> Arguments.of(path, v)));
  }

  /** As a server reads it that decodes and then takes the dots away. */
  private static boolean isCheckout(Message seen) {
    String path = URLDecoder.decode(seen.target().replace("+", "%2B"), ISO_8859_1);
    assertThat(List.of(path.split("[/\\\\]", -1))).doesNotContain("..", ".", "..;x");
    return path.equals("/checkout") || path.startsWith("/checkout/");
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void target_withCharactersThatNoneMayHave_isRefused(Hostile hostile, Delivery delivery)
      throws IOException {
    Refusal.by(400).assertOfHead(hostile, delivery);
  }

  static Stream<Arguments> target_withCharactersThatNoneMayHave_isRefused() {
    return delivered(
        List.of(
            each(
                27,
                "RFC 9112 §3.2",
                "GET %s HTTP/1.1|Host: a||",
                "/a#b",
                "/\1",
                "/\u00ff",
                "/a\\b",
                "/a?b#c")));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void target_ofAFormThatIsNotServed_isRefused(Hostile hostile, Delivery delivery)
      throws IOException {
    Refusal.by(400, 405, 501).assertOfHead(hostile, delivery);
  }

  static Stream<Arguments> target_ofAFormThatIsNotServed_isRefused() {
    return delivered(
        List.of(
            each(
                28,
                "RFC 9112 §3.2",
                "%s HTTP/1.1|Host: a:443||",
                "CONNECT a:443",
                "CONNECT /",
                "GET *",
                "GET a:80",
                "OPTIONS a:80")));
  }

  @ParameterizedTest(name = "28 (RFC 9110 §9.3.7): OPTIONS *, {0}")
  @EnumSource
  void options_ofTheServer_areAnsweredByTheGateway(Visit.Version version) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(version.ask(gateway, "OPTIONS", "*").status()).isIn(200, 204);
      assertThat(storefront.connections()).isZero();
    }
  }

  @ParameterizedTest(name = "28 (RFC 9110 §9.3.7): OPTIONS * names the methods, {0}")
  @EnumSource
  void options_ofTheServer_nameTheMethods(Delivery delivery) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      new Hostile(28, "", "", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").send(client, delivery);

      assertThat(client.readResponse().header("allow")).contains("GET", "HEAD", "POST");
      assertThat(client.readResponse().text()).isEqualTo("shop");
    }
  }
}
