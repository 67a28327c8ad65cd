package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Preview;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates that are kept from next are legacy's, for everybody but those who must stay. */
class GuardTest {
  private static final String SEO =
      """
      seo:
        templates:
          - { name: product, path: [ /p/**, /c/lamps/p/* ] }
          - { name: category, path: /c/** }
      """;
  private static final String GUARDED = "guard: [ noindex ]";

  private static TestShop shop(String percent, String more) {
    return TestShop.of(units(percent, more) + SEO);
  }

  private static String units(String percent, String more) {
    return """
        cohorts: { staff: { cookie: { staff: "*" } }, old: { cookie: { old: "*" } } }
        crawlers: { route: next }
        units:
          - name: catalog
            match: { path: [ /p/**, /c/**, /about ] }
            exposure:
              percent: %s
              rules: [ { cohort: staff, send: next }, { cohort: old, send: legacy } ]
            %s
        """
        .formatted(percent, more);
  }

  private static void withhold(TestShop shop, String template) {
    shop.live().guards().of("catalog").withhold(template);
  }

  private static void assertKept(Decision.Serve serve) {
    assertThat(serve.backend()).isEqualTo("legacy");
    assertThat(serve.reason()).isEqualTo(Decision.Reason.GUARD);
    assertThat(serve.arm()).isEqualTo(Decision.Arm.NONE);
    assertThat(serve.unit()).isEqualTo("catalog");
  }

  @Test
  void decide_nothingWithheld_isAsWithoutAGuard() {
    Decision.Serve serve = shop("100%", GUARDED).serve("ada", "/p/1");

    assertThat(serve.backend()).isEqualTo("next");
    assertThat(serve.arm()).isEqualTo(Decision.Arm.NEXT);
  }

  @ParameterizedTest
  @MethodSource
  void decide_withheld_keepsThatTemplateAndNoOther(String template, String path, boolean kept) {
    TestShop shop = shop("100%", GUARDED);

    withhold(shop, template);

    assertThat(shop.serve("ada", path).backend()).isEqualTo(kept ? "legacy" : "next");
  }

  static Stream<Arguments> decide_withheld_keepsThatTemplateAndNoOther() {
    return Stream.of(
        argumentSet("its page", "product", "/p/1", true),
        argumentSet("its second path", "product", "/c/lamps/p/1", true),
        argumentSet("another's page", "product", "/c/lamps", false),
        argumentSet("of two that match the first wins", "category", "/c/lamps/p/1", false),
        argumentSet("a page of none", "product", "/about", false),
        argumentSet("pages of none are a template", Templates.OTHER, "/about", true),
        argumentSet("a template that is not there", "gone", "/p/1", false));
  }

  /** Legacy's visitors of such a page would else be compared with nobody. */
  @Test
  void decide_withheld_isInNoArmForThoseOnLegacyToo() {
    TestShop shop = shop("0%", GUARDED);
    withhold(shop, "product");

    assertKept(shop.serve("ada", "/p/1"));
    assertThat(shop.serve("ada", "/c/1").arm()).isEqualTo(Decision.Arm.LEGACY);
  }

  @Test
  void decide_withheld_keepsTheBucketInSight() {
    TestShop shop = shop("50%", GUARDED);
    int bucket = shop.serve("ada", "/p/1").bucket();
    withhold(shop, "product");

    assertThat(shop.serve("ada", "/p/1").bucket()).isEqualTo(bucket);
    assertThat(shop.serve("ada", "/p/1").varies()).isTrue();
  }

  @Test
  void decide_ruleSendsToNext_isKeptToo() {
    TestShop shop = shop("0%", GUARDED);
    withhold(shop, "product");

    assertKept(shop.serve(TestHead.get("/p/1").by("ada").cookie("staff", "1")));
    assertThat(shop.serve(TestHead.get("/p/1").by("ada").cookie("old", "1")).reason())
        .isEqualTo(Decision.Reason.RULE);
  }

  @Test
  void decide_crawler_isKeptToo() {
    TestShop shop =
        shop("0%", GUARDED).crawling(new CrawlerClaim("googlebot", CrawlerClaim.Standing.VERIFIED));
    assertThat(shop.serve("ada", "/p/1").backend()).isEqualTo("next");
    withhold(shop, "product");

    assertKept(shop.serve("ada", "/p/1"));
  }

  @Test
  void decide_preview_showsNextAllTheSame() {
    TestShop shop =
        shop("0%", GUARDED).previewing(new Preview("next", "token", Long.MAX_VALUE, false));
    withhold(shop, "product");

    assertThat(shop.serve("ada", "/p/1").backend()).isEqualTo("next");
  }

  @Test
  void decide_unitWithoutTheKey_isNotGuarded() {
    TestShop shop = shop("100%", "");
    withhold(shop, "product");

    assertThat(shop.serve("ada", "/p/1").backend()).isEqualTo("next");
  }

  @Test
  void release_afterWithhold_isNextsAgain() {
    TestShop shop = shop("100%", GUARDED);
    withhold(shop, "product");
    withhold(shop, "category");

    shop.live().guards().of("catalog").release("product");
    shop.live().guards().of("catalog").release("product");

    assertThat(shop.serve("ada", "/p/1").backend()).isEqualTo("next");
    assertThat(shop.serve("ada", "/c/1").backend()).isEqualTo("legacy");
    assertThat(shop.live().guards().of("catalog").withheld()).containsExactly("category");
  }

  @Test
  void decide_afterAReload_isStillKept() {
    TestShop shop = shop("100%", GUARDED);
    withhold(shop, "product");

    assertKept(shop.reloaded(units("50%", GUARDED) + SEO).serve("ada", "/p/1"));
  }

  /** A page with a fault is better than none. */
  @Test
  void decide_legacyIsDown_isNexts() {
    TestShop shop =
        TestShop.of(
            units("100%", GUARDED) + SEO, Live.fresh().with(backend -> backend.equals("next")));
    withhold(shop, "product");

    assertThat(shop.serve("ada", "/p/1").backend()).isEqualTo("next");
  }

  @Test
  void instead_legacyHasNoSuchPage_isNext() {
    TestShop shop = shop("100%", GUARDED + "\n    fallback: { on: [404], methods: [GET] }");
    withhold(shop, "product");
    Decision.Serve kept = shop.serve("ada", "/p/1");

    Decision.Serve other = shop.decider().router().instead(kept, "GET", 404);

    assertThat(other)
        .extracting(Decision.Serve::backend, Decision.Serve::arm)
        .containsExactly("next", Decision.Arm.NONE);
  }

  @Test
  void decide_checkoutOnItsPin_isNotMoved() {
    String pinned =
        """
        units:
          - { name: catalog, match: { path: /** }, pin: checkout, exposure: { percent: 100% }, guard: [ status ] }
        pins: { checkout: { start: [ { path: /cart/add } ], scope: [ catalog ] } }
        """;
    TestShop shop = TestShop.of(pinned + SEO);
    Pinned begun = shop.decide(TestHead.get("/cart/add").by("ada")).pins().getFirst();
    TestHead page = TestHead.get("/p/1").by("ada");
    withhold(shop, "product");

    Decision.Serve serve = shop.serve(page.cookie("cf_pin", begun.cookieValue()));

    assertThat(serve.backend()).isEqualTo("next");
    assertThat(serve.reason()).isEqualTo(Decision.Reason.PIN);
    assertKept(shop.serve(page));
  }

  private static TestHead style(String path, String page) {
    return TestHead.get(path)
        .with("sec-fetch-dest", "style")
        .with("sec-fetch-mode", "no-cors")
        .with("referer", "https://www.shop.example" + page)
        .by("ada");
  }

  @Test
  void decide_partOfAWithheldPage_isLegacysToo() {
    TestShop shop = shop("100%", GUARDED);
    withhold(shop, "product");

    assertThat(shop.serve(style("/c/app.css", "/p/1")).backend()).isEqualTo("legacy");
    assertThat(shop.serve(style("/app.css", "/p/1")).backend()).isEqualTo("legacy");
  }

  /** The page was shown by next before it was withheld. */
  @Test
  void decide_partOfAPageThatNextRendered_isNexts() {
    TestShop shop = shop("100%", GUARDED);
    TestHead page =
        TestHead.get("/p/1")
            .with("sec-fetch-mode", "navigate")
            .with("sec-fetch-dest", "document")
            .by("ada");
    shop.decider().router().onAnswer(shop.visitor(page), "next", 200, 0);
    withhold(shop, "product");

    assertThat(shop.serve(style("/p/app.css", "/p/1")).backend()).isEqualTo("next");
    assertKept(shop.serve(page));
  }

  @Test
  void decide_withATrace_namesTheTemplate() {
    TestShop shop = shop("100%", GUARDED);
    withhold(shop, "product");
    Trace trace = new Trace();

    shop.decide(TestHead.get("/p/1").by("ada"), 0, trace);

    List<Trace.Step> steps = trace.steps();
    assertThat(steps.getLast().path()).isEqualTo("units[0].guard");
    assertThat(steps.getLast().text()).contains("template product is kept from next");
  }
}
