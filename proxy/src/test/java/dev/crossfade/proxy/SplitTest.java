package dev.crossfade.proxy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Visitors with browsers: who is served by which storefront, and that it stays so. */
class SplitTest {
  private static final String VISIT =
      "GET / HTTP/1.1\r\nHost: www.shop.example\r\nAccept: text/html,*/*\r\n";

  @Test
  void visits_of2000Visitors_splitByTheConfiguredShareAndStay() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(legacy, next).exposing("25%"));
        var client = gateway.connect()) {
      int nexts = 0;
      for (int i = 0; i < 2_000; i++) {
        Message first = client.request(VISIT + "\r\n");
        String cookie = cookie(first);
        Message second = client.request(VISIT + "Cookie: lang=de; " + cookie + "\r\n\r\n");

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.has("set-cookie")).isFalse();
        nexts += first.text().equals("next") ? 1 : 0;
      }

      assertThat(nexts).isBetween(400, 600); // five deviations of 19
      assertThat(legacy.connections() + next.connections()).isEqualTo(2);
    }
  }

  @Test
  void visit_first_setsAnIdentityThatLasts() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .exposing("50%")
                    .and("identity: { cookie: who, maxAge: 30d }"))) {
      String cookie = gateway.request(VISIT + "\r\n").header("set-cookie");

      assertThat(cookie)
          .matches("who=[A-Za-z0-9_-]{22}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax");
    }
  }

  @Test
  void visit_throughATrustedHopOnHttps_setsASecureIdentity() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront).exposing("50%").and("trust: { proxies: [ 127.0.0.1/32 ] }"))) {
      Message answer = gateway.request(VISIT + "X-Forwarded-Proto: https\r\n\r\n");

      assertThat(answer.header("set-cookie")).endsWith("; Secure");
    }
  }

  @Test
  void visit_backendsOwnCookies_stayBesideTheIdentity() throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                _ ->
                    "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n");
        var gateway = Gateway.start(Shop.of(storefront).exposing("50%"))) {
      List<String> cookies = gateway.request(VISIT + "\r\n").headers("set-cookie");

      assertThat(cookies).hasSize(3).startsWith("a=1", "b=2");
      assertThat(cookies.getLast()).startsWith("cf_id=");
    }
  }

  @Test
  void asset_withoutIdentity_isServedByOneStorefrontAndSetsNone() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(legacy, next).exposing("50%"))) {
      String asset = "GET /a.css HTTP/1.1\r\nHost: a\r\nAccept: text/css\r\nUser-Agent: x\r\n\r\n";
      Message first = gateway.request(asset);

      for (int i = 0; i < 10; i++) {
        Message again = gateway.request(asset);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.has("set-cookie")).isFalse();
      }
    }
  }

  @Test
  void user_ofATrustedHop_isServedByOneStorefrontOnEveryDevice() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway =
            Gateway.start(
                Shop.of(legacy, next)
                    .exposing("50%")
                    .and("trust: { proxies: [ 127.0.0.1/32 ] }")
                    .and("identity: { userHeader: x-user }"));
        var client = gateway.connect()) {
      for (int user = 0; user < 20; user++) {
        String visit = VISIT + "X-User: " + user + "\r\n";
        String phone = client.request(visit + "Cookie: cf_id=phone" + user + "\r\n\r\n").text();
        String desk = client.request(visit + "Cookie: cf_id=desk" + user + "\r\n\r\n").text();

        assertThat(desk).isEqualTo(phone);
      }
      assertThat(legacy.requests()).isNotEmpty();
      assertThat(next.requests()).isNotEmpty();
    }
  }

  @Test
  void backend_isToldTheUnitAndTheArm() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(legacy, next).exposing("100%"))) {
      gateway.get("/");

      assertThat(next.requests().getFirst().header("x-crossfade-unit")).isEqualTo("all");
      assertThat(next.requests().getFirst().header("x-crossfade-arm")).isEqualTo("next");
    }
  }

  @ParameterizedTest(name = "{0} exposed")
  @CsvSource({"100%,next", "0%,legacy"})
  void debugHeader_on_tellsTheDecision(String exposure, String served) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway =
            Gateway.start(
                Shop.of(storefront).exposing(exposure).and("telemetry: { debugHeader: true }"))) {
      assertThat(gateway.get("/").header("x-crossfade"))
          .isEqualTo("unit=all; served=" + served + "; reason=bucket");
    }
  }

  @Test
  void debugHeader_off_isNotThere() throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront).exposing("50%"))) {
      assertThat(gateway.get("/").has("x-crossfade")).isFalse();
    }
  }

  @Test
  void debugHeader_noUnitMatches_tellsTheDefault() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .units("{ name: cart, match: { path: /cart }, send: next }")
                    .and("telemetry: { debugHeader: true }"))) {
      assertThat(gateway.get("/").header("x-crossfade"))
          .isEqualTo("unit=-; served=legacy; reason=default");
      assertThat(gateway.get("/cart").header("x-crossfade"))
          .isEqualTo("unit=cart; served=next; reason=send");
    }
  }

  private static String cookie(Message answer) {
    String set = requireNonNull(answer.header("set-cookie"), "set-cookie");
    return set.substring(0, set.indexOf(';'));
  }
}
