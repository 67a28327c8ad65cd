package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The parts of a page come from the storefront that rendered it. */
class PagePartsTest {
  private static final String CATALOG =
      "units: [ { name: catalog, match: { path: /p/** }, exposure: { percent: %s } } ]";
  private static final TestHead PAGE = navigation("/p/1").by("ada");
  private static final TestHead STYLE =
      TestHead.get("/assets/app.css")
          .with("sec-fetch-dest", "style")
          .with("sec-fetch-mode", "no-cors")
          .with("referer", "https://www.shop.example/p/1?utm=x")
          .by("ada");

  private static TestHead navigation(String path) {
    return TestHead.get(path).with("sec-fetch-mode", "navigate").with("sec-fetch-dest", "document");
  }

  @Test
  void decide_partOfAPageOfNext_isNexts() {
    TestShop shop = TestShop.of(CATALOG.formatted("100%"));

    Decision.Serve style = shop.serve(STYLE);

    assertThat(style.backend()).isEqualTo("next");
    assertThat(style.reason()).isEqualTo(Decision.Reason.PAGE);
    assertThat(style.arm()).isEqualTo(Decision.Arm.NONE);
    assertThat(style.varies()).isTrue();
  }

  @Test
  void decide_partOfAPageOfLegacy_isLegacys() {
    assertThat(TestShop.of(CATALOG.formatted("0%")).serve(STYLE).backend()).isEqualTo("legacy");
  }

  /** The page was rendered by legacy, then the exposure grew. */
  @Test
  void decide_exposureChangedSinceThePage_staysWithThePage() {
    TestShop before = TestShop.of(CATALOG.formatted("0%"));
    before.decider().router().onAnswer(before.visitor(PAGE), "legacy", 200, 0);

    TestShop after = before.reloaded(CATALOG.formatted("100%"));

    assertThat(after.serve(PAGE).backend()).isEqualTo("next");
    assertThat(after.serve(STYLE).backend()).isEqualTo("legacy");
  }

  @Test
  void decide_partOfItsOwnUnit_followsThePage() {
    TestShop shop =
        TestShop.of(
            """
            units:
              - { name: assets, match: { path: /assets/** }, exposure: { percent: 0% } }
              - { name: catalog, match: { path: /p/** }, exposure: { percent: 100% } }
            """);

    assertThat(shop.serve(STYLE).backend()).isEqualTo("next");
    assertThat(shop.serve(STYLE).unit()).isEqualTo("assets");
  }

  @Test
  void decide_unitThatSends_isNotAskedAboutPages() {
    TestShop shop =
        TestShop.of(
            """
            units:
              - { name: assets, match: { path: /assets/** }, send: legacy }
              - { name: catalog, match: { path: /p/** }, exposure: { percent: 100% } }
            """);

    assertThat(shop.serve(STYLE).backend()).isEqualTo("legacy");
    assertThat(shop.serve(STYLE).varies()).isFalse();
  }

  @ParameterizedTest
  @MethodSource
  void decide_noPartOfAPage_isDecidedAlone(TestHead head) {
    TestShop shop = TestShop.of(CATALOG.formatted("100%"));

    assertThat(shop.serve(head).reason()).isEqualTo(Decision.Reason.DEFAULT);
  }

  static Stream<Arguments> decide_noPartOfAPage_isDecidedAlone() {
    return Stream.of(
        argumentSet("no referrer", TestHead.get("/assets/app.css").with("sec-fetch-dest", "style")),
        argumentSet("of another site", STYLE.with("referer", "https://elsewhere.test/p/1")),
        argumentSet(
            "of a site that begins alike",
            STYLE.with("referer", "https://www.shop.example.evil/p/1")),
        argumentSet("a referrer that is no URL", STYLE.with("referer", "www.shop.example/p/1")),
        argumentSet("an origin alone", STYLE.with("referer", "https://www.shop.example")),
        argumentSet("a call of a script", STYLE.with("sec-fetch-dest", "empty")),
        argumentSet("a POST", STYLE.method("POST")),
        argumentSet(
            "a navigation", navigation("/about").with("referer", "https://www.shop.example/p/1")));
  }

  /** Without fetch metadata: the referrer and a file's name. */
  @Test
  void decide_fileWithReferrerOfAnOldBrowser_followsThePage() {
    TestHead old =
        TestHead.get("/assets/app.css")
            .with("accept", "text/css,*/*;q=0.1")
            .with("referer", "http://www.shop.example:8080/p/1")
            .by("ada");

    assertThat(TestShop.of(CATALOG.formatted("100%")).serve(old).backend()).isEqualTo("next");
  }
}
