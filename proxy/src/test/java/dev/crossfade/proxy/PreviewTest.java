package dev.crossfade.proxy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cohorts.PreviewToken;
import dev.crossfade.cohorts.Signer;
import dev.crossfade.config.model.Secrets.CookieKey;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever opens an operator's link sees the chosen storefront. */
class PreviewTest {
  private static final String KEY = "a key of some length";

  private static Shop shop(RecordingStorefront legacy, RecordingStorefront next) {
    return Shop.of(legacy, next)
        .exposing("0%")
        .and("secrets: { cookieKeys: [ { id: k1, value: \"" + KEY + "\" } ] }");
  }

  private static String token(long seconds) {
    long now = System.currentTimeMillis() / 1_000;
    return PreviewToken.fresh("next", now + seconds)
        .sign(Signer.of(List.of(new CookieKey("k1", KEY))));
  }

  private static String get(String target, String cookie) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\nCookie: cf_id=ada" + cookie + "\r\n\r\n";
  }

  @Test
  void link_valid_setsTheCookieAndShowsThePageWithoutIt() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(shop(legacy, next));
        var client = gateway.connect()) {
      Message link = client.request(get("/p/1?a=1&cf_preview=" + token(600) + "&b=2", ""));

      assertThat(link.status()).isEqualTo(302);
      assertThat(link.header("location")).isEqualTo("/p/1?a=1&b=2");
      assertThat(link.header("cache-control")).isEqualTo("no-store");
      String cookie = requireNonNull(link.header("set-cookie"));
      assertThat(cookie).matches("cf_preview=[^;]+; Max-Age=(600|599|598); Path=/; .*");

      Message page = client.request(get("/p/1?a=1&b=2", "; " + cookie.split(";", 2)[0]));
      assertThat(page.text()).isEqualTo("next");
      assertThat(page.header("x-crossfade")).isEqualTo("unit=all; served=next; reason=preview");
      assertThat(page.header("cache-control")).isEqualTo("private");
      assertThat(client.request(get("/p/1", "")).text()).isEqualTo("legacy");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/?cf_preview=%s, /",
    "//evil.test/?cf_preview=%s, /.//evil.test/",
    "/a?x&cf_preview=%s, /a?x"
  })
  void link_anyAddress_leadsToTheSamePageHere(String target, String location) throws IOException {
    try (var storefront = RecordingStorefront.named("it");
        var gateway = Gateway.start(shop(storefront, storefront))) {
      Message answer = gateway.request(get(target.formatted(token(600)), ""));

      assertThat(answer.header("location")).isEqualTo(location);
    }
  }

  @Test
  void link_overOrForged_isAnAddressLikeAnyOther() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(shop(legacy, next))) {
      assertThat(gateway.request(get("/?cf_preview=" + token(-1), "")).text()).isEqualTo("legacy");
      assertThat(gateway.request(get("/?cf_preview=" + token(9) + "x", "")).text())
          .isEqualTo("legacy");
    }
  }
}
