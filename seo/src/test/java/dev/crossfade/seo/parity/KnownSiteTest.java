package dev.crossfade.seo.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.parity.Site.Seen;
import dev.crossfade.seo.parity.Site.Side;
import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownSiteTest {
  private static final WebUrl ORIGIN = WebUrl.of("https://shop.example/");
  private static final WebUrl NEXT = WebUrl.of("http://next.internal:8080/");

  private final KnownSite site = new KnownSite(ORIGIN, Set.of(NEXT), url -> url, _ -> true, 3);

  @Test
  void seen_pageThatWasAskedAtAnotherHost_isTheSamePage() {
    site.remember(
        Side.NEXT,
        page(
            "http://next.internal:8080/p/1?a=b",
            "<link rel=canonical href=https://shop.example/p/1>"
                + "<meta name=robots content=noindex>"
                + "<link rel=alternate hreflang=de href=https://shop.example/de/p/1>"));

    Seen seen = site.seen(Side.NEXT, WebUrl.of("https://shop.example/p/1?a=b"));

    assertThat(seen)
        .isEqualTo(
            new Seen(
                200,
                true,
                WebUrl.of("https://shop.example/p/1"),
                Set.of(WebUrl.of("https://shop.example/de/p/1"))));
    assertThat(site.seen(Side.LEGACY, WebUrl.of("https://shop.example/p/1?a=b"))).isNull();
    assertThat(site.seen(Side.NEXT, WebUrl.of("https://shop.example/p/1"))).isNull();
  }

  @Test
  void remember_canonicalsThatDisagree_areNone() {
    site.remember(
        Side.LEGACY,
        page("https://shop.example/", "<link rel=canonical href=/a><link rel=canonical href=/b>"));

    assertThat(site.seen(Side.LEGACY, ORIGIN)).isEqualTo(new Seen(200, false, null, Set.of()));
  }

  @Test
  void remember_moreThanFit_forgetsWhatWasNotAskedForLongest() {
    for (String path : List.of("a", "b", "c")) {
      site.remember(Side.NEXT, page("https://shop.example/" + path, ""));
    }
    assertThat(site.seen(Side.NEXT, WebUrl.of("https://shop.example/a"))).isNotNull();

    site.remember(Side.NEXT, page("https://shop.example/d", ""));

    assertThat(site.seen(Side.NEXT, WebUrl.of("https://shop.example/a"))).isNotNull();
    assertThat(site.seen(Side.NEXT, WebUrl.of("https://shop.example/b"))).isNull();
  }

  @Test
  void isOwn_hostOfAStorefrontByAnyScheme_isTheShops() {
    assertThat(site.isOwn(WebUrl.of("http://shop.example/x"))).isTrue();
    assertThat(site.isOwn(WebUrl.of("http://next.internal:8080/x"))).isTrue();
    assertThat(site.isOwn(WebUrl.of("http://next.internal/x"))).isFalse();
    assertThat(site.isOwn(WebUrl.of("https://www.shop.example/x"))).isFalse();
  }

  static Page page(String url, String head) {
    byte[] body =
        ("<html><head>" + head + "</head><body></body></html>").getBytes(StandardCharsets.UTF_8);
    Fields fields = new Fields(Map.of("content-type", List.of("text/html")));
    return new PageReader(List.of(), 1 << 20)
        .read(new Answer(WebUrl.of(url), 200, fields, body, false, -1));
  }
}
