package dev.crossfade.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the storefronts serve besides pages, and what becomes of the URLs of old. */
class StorefrontFilesTest {
  private static DemoStorefronts storefronts;

  private final TestVisitor visitor = new TestVisitor();

  @BeforeAll
  static void start() throws Exception {
    storefronts = DemoStorefronts.start(Pace.IMMEDIATE, Pace.IMMEDIATE);
  }

  @AfterAll
  static void stop() {
    storefronts.close();
  }

  @Test
  void sitemap_onBothStorefronts_listsEverythingOnce() throws Exception {
    for (URI storefront : List.of(storefronts.legacy(), storefronts.next())) {
      List<String> expected = new ArrayList<>();
      expected.add(storefront + "/");
      storefronts.catalog().categories().forEach(it -> expected.add(storefront + it.path()));
      storefronts.catalog().products().forEach(it -> expected.add(storefront + it.path()));

      String sitemap = visitor.get(storefront, "/sitemap.xml").body();

      List<String> listed = new ArrayList<>();
      Matcher location =
          Pattern.compile("<loc>([^<]*)</loc><lastmod>2025-\\d\\d-\\d\\d</lastmod>")
              .matcher(sitemap);
      while (location.find()) {
        listed.add(location.group(1));
      }
      assertThat(listed).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void robots_behindTls_namesTheSitemapThere() throws Exception {
    String robots =
        visitor.get(storefronts.next(), "/robots.txt", "X-Forwarded-Proto", "https").body();

    assertThat(robots)
        .contains("Disallow: /checkout")
        .contains("Sitemap: https://" + storefronts.next().getAuthority() + "/sitemap.xml");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/assets/legacy.css", "/assets/next.css", "/assets/mark.svg", "/img/*"})
  void get_assetHeldAlready_notModified(String pathOrImage) throws Exception {
    String path =
        pathOrImage.replace("/img/*", storefronts.catalog().products().get(5).imagePath());
    HttpResponse<String> first = visitor.get(storefronts.next(), path);
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> second = visitor.get(storefronts.legacy(), path, "If-None-Match", tag);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(visitor.get(storefronts.next(), path, "If-None-Match", "\"other\"").statusCode())
        .isEqualTo(200);
  }

  @Test
  void get_unknownImage_notFound() throws Exception {
    assertThat(visitor.get(storefronts.next(), "/img/NO-1.svg").statusCode()).isEqualTo(404);
  }

  @Test
  void stock_onBothStorefronts_agrees() throws Exception {
    String legacy = visitor.get(storefronts.legacy(), "/api/stock.json").body();

    assertThat(visitor.get(storefronts.next(), "/api/stock.json").body()).isEqualTo(legacy);
    Product first = storefronts.catalog().products().getFirst();
    assertThat(legacy)
        .startsWith(
            "[{\"sku\":\"%s\",\"qty\":%d,\"price\":%s},"
                .formatted(first.sku(), first.stock(), first.price()));
  }

  @Test
  void healthz_onBothStorefronts_ok() throws Exception {
    assertThat(visitor.get(storefronts.legacy(), "/healthz").statusCode()).isEqualTo(200);
    assertThat(visitor.get(storefronts.next(), "/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void oldUrl_onLegacy_movedToItsPageAndUnknownToNext() throws Exception {
    for (Map.Entry<String, String> old : storefronts.catalog().redirects().entrySet()) {
      HttpResponse<String> legacy = visitor.get(storefronts.legacy(), old.getKey());

      assertThat(legacy.statusCode()).as(old.getKey()).isEqualTo(301);
      assertThat(legacy.headers().firstValue("Location")).hasValue(old.getValue());
      assertThat(visitor.get(storefronts.next(), old.getKey()).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"/product.php", "/product.php?id=1", "/product-1.html", "/category-99.html"})
  void oldUrl_ofNothing_notFoundOnLegacyEither(String path) throws Exception {
    assertThat(visitor.get(storefronts.legacy(), path).statusCode()).isEqualTo(404);
  }
}
