package dev.crossfade.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalog: the same to people and to search engines on both storefronts, in other clothes. */
class StorefrontPagesTest {
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

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"/", "/c/camping", "/c/camping/tents?page=2", "/search?q=wok", "/p/*", "/c/none"})
  void get_onBothStorefronts_saysTheSame(String pathOrProduct) throws Exception {
    String path = pathOrProduct.replace("/p/*", storefronts.catalog().products().get(300).path());

    String legacy = visitor.get(storefronts.legacy(), path).body();
    String next = visitor.get(storefronts.next(), path).body();

    assertThat(head(next, storefronts.next())).isEqualTo(head(legacy, storefronts.legacy()));
    assertThat(words(next)).isEqualTo(words(legacy));
    assertThat(links(next)).isEqualTo(links(legacy));
    assertThat(next).contains("/assets/next.css").doesNotContain("/assets/legacy.css");
  }

  @Test
  void get_everyProduct_isThere() throws Exception {
    for (Product product : storefronts.catalog().products()) {
      for (URI storefront : new URI[] {storefronts.legacy(), storefronts.next()}) {
        HttpResponse<String> page = visitor.get(storefront, product.path());
        assertThat(page.statusCode()).as(product.path()).isEqualTo(200);
        assertThat(page.body()).contains(product.sku()).contains(product.priceLabel());
      }
    }
  }

  @Test
  void get_product_describesItselfToSearchEngines() throws Exception {
    Product product = storefronts.catalog().products().getFirst();

    String page =
        visitor.get(storefronts.next(), product.path(), "X-Forwarded-Proto", "https").body();

    String origin = "https://" + storefronts.next().getAuthority();
    assertThat(page)
        .contains("<html lang=\"en\">", "name=\"viewport\"", "<meta name=\"description\"")
        .contains("<link rel=\"canonical\" href=\"" + origin + product.path() + "\">")
        .contains("\"@type\":\"Product\"", "\"@type\":\"BreadcrumbList\"")
        .contains("\"price\":\"" + product.price() + "\"", "\"priceCurrency\":\"EUR\"")
        .contains("<meta property=\"og:type\" content=\"product\">")
        .contains("<h1>")
        .doesNotContain("noindex");
  }

  @Test
  void get_laterPageOfCategory_isItsOwnCanonical() throws Exception {
    String page = visitor.get(storefronts.legacy(), "/c/hiking?page=2").body();

    String base = storefronts.legacy() + "/c/hiking";
    assertThat(page)
        .contains("<link rel=\"canonical\" href=\"" + base + "?page=2\">")
        .contains("<link rel=\"prev\" href=\"" + base + "\">")
        .contains("<link rel=\"next\" href=\"" + base + "?page=3\">");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"/c/hiking?page=99", "/c/hiking?page=0", "/c/hiking?page=x", "/c/", "/p/"})
  void get_noSuchPage_notFound(String path) throws Exception {
    HttpResponse<String> page = visitor.get(storefronts.next(), path);

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body())
        .contains("Page not found")
        .contains("noindex")
        .doesNotContain("canonical");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"legacy", "next"})
  void search_markupInQuery_isEscapedEverywhere(String name) throws Exception {
    URI storefront = name.equals("legacy") ? storefronts.legacy() : storefronts.next();

    HttpResponse<String> page =
        visitor.get(storefront, "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%27");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("&lt;script&gt;alert(1)")
        .contains("noindex")
        .doesNotContain("<script>alert");
  }

  @Test
  void post_badlyEncodedForm_badRequest() throws Exception {
    assertThat(visitor.post(storefronts.next(), "/cart/add", "sku=%zz").statusCode())
        .isEqualTo(400);
  }

  @Test
  void post_longerThanTheLimit_tooLarge() throws Exception {
    HttpResponse<String> response =
        visitor.post(
            storefronts.next(), "/cart/add", "sku=" + "x".repeat(StorefrontServer.BODY_LIMIT));

    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void post_asLongAsTheLimit_isRead() throws Exception {
    String form = "sku=" + storefronts.catalog().products().getFirst().sku() + "&note=";
    HttpResponse<String> response =
        visitor.post(
            storefronts.next(),
            "/cart/add",
            form + "x".repeat(StorefrontServer.BODY_LIMIT - form.length()));

    assertThat(response.statusCode()).isEqualTo(303);
  }

  @Test
  void delete_page_notAllowed() throws Exception {
    HttpResponse<String> response =
        visitor.send(
            HttpRequest.newBuilder(storefronts.next().resolve("/"))
                .method("DELETE", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void head_page_hasTheLengthButNoBody() throws Exception {
    HttpResponse<String> response =
        visitor.send(
            HttpRequest.newBuilder(storefronts.legacy().resolve("/c/garden"))
                .method("HEAD", BodyPublishers.noBody()));

    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
  }

  /** What the head says, without the origin and the stylesheet, which are each storefront's own. */
  private static String head(String page, URI storefront) {
    int end = page.indexOf("<link rel=\"icon\"");
    return page.substring(page.indexOf("<meta"), end).replace(storefront.toString(), "ORIGIN");
  }

  /** The words a reader sees, in order. */
  private static String words(String page) {
    return page.substring(page.indexOf("<body"))
        .replaceAll("<[^>]*>", " ")
        .replaceAll("&[a-z#0-9]+;|[^\\p{L}\\p{N}€.]+", " ")
        .replaceAll("\\s+", " ");
  }

  private static Set<String> links(String page) {
    Set<String> links = new TreeSet<>();
    Matcher link = Pattern.compile("<a [^>]*href=\"([^\"]*)\"").matcher(page);
    while (link.find()) {
      links.add(link.group(1));
    }
    return links;
  }
}
