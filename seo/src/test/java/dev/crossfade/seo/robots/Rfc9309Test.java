package dev.crossfade.seo.robots;

import static dev.crossfade.seo.robots.RobotsFileTest.robots;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statement of RFC 9309 about what a file means, a case or a table of cases for each. */
class Rfc9309Test {

  @Test
  void s2_1_groupOfSeveralAgents_speaksToEach() {
    RobotsFile file = robots("User-agent: a\nUser-agent: b\nDisallow: /x");

    assertThat(file.ruling("a", "/x").allowed()).isFalse();
    assertThat(file.ruling("b", "/x").allowed()).isFalse();
    assertThat(file.ruling("c", "/x").allowed()).isTrue();
  }

  @Test
  void s2_1_agentAfterRules_beginsAnotherGroup() {
    RobotsFile file = robots("User-agent: a\nDisallow: /x\nUser-agent: b\nDisallow: /y");

    assertThat(file.ruling("a", "/y").allowed()).isTrue();
    assertThat(file.ruling("b", "/x").allowed()).isTrue();
  }

  @Test
  void s2_1_rulesBeforeAnyAgent_areIgnored() {
    assertThat(robots("Disallow: /\nUser-agent: a\nDisallow: /x").ruling("a", "/").allowed())
        .isTrue();
  }

  @Test
  void s2_1_lastGroup_endsWithTheFile() {
    assertThat(robots("User-agent: a\nDisallow: /x").ruling("a", "/x").allowed()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ExampleBot", "examplebot", "EXAMPLEBOT", "ExampleBot/1.2"})
  void s2_2_1_productToken_isMatchedInAnyCase(String written) {
    RobotsFile file = robots("User-agent: " + written + "\nDisallow: /");

    assertThat(file.ruling("ExampleBot", "/a").allowed()).isFalse();
  }

  @Test
  void s2_2_1_tokenOfLettersHyphensAndUnderscores_isWhole() {
    RobotsFile file = robots("User-agent: example_bot-x\nDisallow: /");

    assertThat(file.ruling("example_bot-x", "/").allowed()).isFalse();
    assertThat(file.ruling("example_bot", "/").allowed()).isTrue();
  }

  @Test
  void s2_2_1_severalGroupsOfOneAgent_areCombined() {
    RobotsFile file =
        robots(
            """
            user-agent: ExampleBot
            disallow: /foo
            disallow: /bar

            user-agent: BazBot
            disallow: /other

            user-agent: ExampleBot
            disallow: /baz
            """);

    assertThat(file.ruling("ExampleBot", "/foo").allowed()).isFalse();
    assertThat(file.ruling("ExampleBot", "/bar").allowed()).isFalse();
    assertThat(file.ruling("ExampleBot", "/baz").allowed()).isFalse();
    assertThat(file.ruling("ExampleBot", "/other").allowed()).isTrue();
  }

  @Test
  void s2_2_1_noGroupOfItsOwn_obeysTheOneOfAll() {
    RobotsFile file = robots("User-agent: *\nDisallow: /x\nUser-agent: a\nDisallow: /y");

    assertThat(file.ruling("b", "/x").allowed()).isFalse();
    assertThat(file.ruling("a", "/x").allowed()).isTrue();
  }

  @Test
  void s2_2_1_severalGroupsOfAll_areCombined() {
    RobotsFile file = robots("User-agent: *\nDisallow: /x\n\nUser-agent: *\nDisallow: /y");

    assertThat(file.ruling("b", "/x").allowed()).isFalse();
    assertThat(file.ruling("b", "/y").allowed()).isFalse();
  }

  @Test
  void s2_2_1_neitherOwnNorAll_noRulesApply() {
    Ruling ruling = robots("User-agent: a\nDisallow: /").ruling("b", "/x");

    assertThat(ruling.allowed()).isTrue();
    assertThat(ruling.why()).isEqualTo(new Ruling.Unaddressed());
  }

  @Test
  void s2_2_2_pathAndRule_areComparedFromTheBeginningAndByCase() {
    RobotsFile file = robots("User-agent: *\nDisallow: /x");

    assertThat(file.ruling("a", "/xy").allowed()).isFalse();
    assertThat(file.ruling("a", "/a/x").allowed()).isTrue();
    assertThat(file.ruling("a", "/X").allowed()).isTrue();
  }

  @Test
  void s2_2_2_mostSpecificMatch_wins() {
    RobotsFile file = robots("User-agent: *\nAllow: /a/b/\nDisallow: /a/\nDisallow: /a/b/c");

    assertThat(file.ruling("a", "/a/x").allowed()).isFalse();
    assertThat(file.ruling("a", "/a/b/x").allowed()).isTrue();
    assertThat(file.ruling("a", "/a/b/c").allowed()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"Allow: /a\nDisallow: /a", "Disallow: /a\nAllow: /a"})
  void s2_2_2_equivalentRules_allowWins(String rules) {
    assertThat(robots("User-agent: *\n" + rules).ruling("x", "/a").allowed()).isTrue();
  }

  @Test
  void s2_2_2_noMatchOrNoRules_isAllowed() {
    assertThat(robots("User-agent: a\nDisallow: /x").ruling("a", "/y").why())
        .isEqualTo(new Ruling.Unsaid("a"));
    assertThat(robots("User-agent: a").ruling("a", "/y").allowed()).isTrue();
  }

  @Test
  void s2_2_2_robotsTxtItself_isAlwaysAllowed() {
    assertThat(robots("User-agent: *\nDisallow: /").ruling("a", "/robots.txt"))
        .isEqualTo(new Ruling(true, new Ruling.Itself()));
  }

  @ParameterizedTest(name = "{0} is about {1}: {2}")
  @CsvSource({
    "/foo/bar?baz=quz, /foo/bar?baz=quz, true",
    "/foo/bar?baz=https://foo.bar, /foo/bar?baz=https://foo.bar, true",
    "/foo/bar/ツ, /foo/bar/%E3%83%84, true",
    "/foo/bar/%E3%83%84, /foo/bar/ツ, true",
    "/foo/bar/%e3%83%84, /foo/bar/%E3%83%84, true",
    "/foo/bar/%62%61%7A, /foo/bar/baz, true",
    "/foo/bar/baz, /foo/bar/%62%61%7A, true",
    "/a%2Fb, /a/b, false",
    "/a/b, /a%2fb, false",
    "/a%2fb, /a%2Fb, true",
    "/a b, /a%20b, true",
    "/a%, /a%, true",
    "/a%zz, /a%zz, true",
  })
  void s2_2_2_escapes_areMadeAlikeOnBothSides(String rule, String target, boolean expected) {
    RobotsFile file = robots("User-agent: *\nDisallow: " + rule);

    assertThat(!file.ruling("a", target).allowed()).isEqualTo(expected);
  }

  @Test
  void s2_2_3_numberSign_beginsAComment() {
    RobotsFile file = robots("User-agent: * # all\n# Disallow: /a\nDisallow: /b # private");

    assertThat(file.ruling("x", "/a").allowed()).isTrue();
    assertThat(file.ruling("x", "/b").allowed()).isFalse();
  }

  @ParameterizedTest(name = "{0} is about {1}: {2}")
  @CsvSource({
    "/this/path/exactly$, /this/path/exactly, true",
    "/this/path/exactly$, /this/path/exactly/, false",
    "/this/*/exactly, /this/path/exactly, true",
    "/this/*/exactly, /this/a/b/exactly/c, true",
    "/this/*/exactly, /this/exactly, false",
    "*, /anything, true",
    "/a$b, /a$b, true",
    "/a$$, /a$, true",
    "/a$$, /a, false",
  })
  void s2_2_3_dollarAndStar_areEndAndAnything(String rule, String target, boolean expected) {
    RobotsFile file = robots("User-agent: *\nDisallow: " + rule);

    assertThat(!file.ruling("a", target).allowed()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is about {1}: {2}")
  @CsvSource({
    "/path/file-with-a-%2A.html, /path/file-with-a-*.html, true",
    "/path/file-with-a-%2A.html, /path/file-with-a-b.html, false",
    "/path/foo-%24, /path/foo-$, true",
    "/path/foo-%24, /path/foo-, false",
    "/path/foo-%24, /path/foo-$bar, true",
  })
  void s2_2_3_escapedSpecials_areThemselves(String rule, String target, boolean expected) {
    RobotsFile file = robots("User-agent: *\nDisallow: " + rule);

    assertThat(!file.ruling("a", target).allowed()).isEqualTo(expected);
  }

  @Test
  void s2_2_4_otherRecords_partNoGroupAndMeanNothing() {
    RobotsFile file =
        robots(
            """
            User-agent: a
            Sitemap: https://shop.example/sitemap.xml
            Crawl-delay: 5
            Host: shop.example
            User-agent: b
            Disallow: /x
            """);

    assertThat(file.ruling("a", "/x").allowed()).isFalse();
    assertThat(file.ruling("b", "/x").allowed()).isFalse();
  }

  @Test
  void s2_3_1_1_success_rulesAreObeyed() {
    Robots robots = Robots.answered(200, bytes("User-agent: *\nDisallow: /x"));

    assertThat(robots.ruling("a", "/x").allowed()).isFalse();
  }

  @Test
  void s2_3_1_2_moreThanFiveRedirects_isAsIfThereWereNone() {
    assertThat(Robots.MOST_REDIRECTS).isEqualTo(5);
    assertThat(Robots.astray("redirects on").ruling("a", "/x").allowed()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {400, 401, 403, 404, 410, 451})
  void s2_3_1_3_unavailable_everythingIsAllowed(int status) {
    Robots robots = Robots.answered(status, bytes("User-agent: *\nDisallow: /"));

    assertThat(robots.ruling("a", "/x")).hasToString("allowed: robots.txt answers " + status);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {500, 502, 503, 599})
  void s2_3_1_4_unreachableByServerError_everythingIsForbidden(int status) {
    assertThat(Robots.answered(status, bytes("")).ruling("a", "/x").allowed()).isFalse();
  }

  @Test
  void s2_3_1_4_unreachableByNetwork_everythingIsForbidden() {
    assertThat(Robots.unreachable("connect timed out").ruling("a", "/x").allowed()).isFalse();
  }

  @Test
  void s2_3_1_5_brokenLines_areSkippedAndTheRestIsRead() {
    RobotsFile file = robots("<html>\n::::\nUser-agent: *\n\u0000\u0001\nDisallow: /x\n");

    assertThat(file.ruling("a", "/x").allowed()).isFalse();
  }

  @Test
  void s2_5_limit_isReadToThe500thKibibyteAndNoFurther() {
    String comment = "#" + "x".repeat(99) + "\n";
    String rule = "Disallow: /last\n";
    String beginning = "User-agent: *\n";
    int room = RobotsFile.MOST_BYTES - beginning.length() - rule.length();
    String filled =
        beginning + comment.repeat(room / 101) + "#".repeat(room % 101 - 1) + "\n" + rule;

    RobotsFile whole = robots(filled);
    RobotsFile cut = robots(filled + "Disallow: /beyond\n");

    assertThat(whole.ruling("a", "/last").allowed()).isFalse();
    assertThat(whole.isCut()).isFalse();
    assertThat(cut.isCut()).isTrue();
    assertThat(cut.ruling("a", "/last").allowed()).isFalse();
    assertThat(cut.ruling("a", "/beyond").allowed()).isTrue();
  }

  @Test
  void s5_1_simpleExample() {
    RobotsFile file =
        robots(
            """
            User-Agent: *
            Disallow: *.gif$
            Disallow: /example/
            Allow: /publications/

            User-Agent: foobot
            Disallow:/
            Allow:/example/page.html
            Allow:/example/allowed.gif

            User-Agent: barbot
            User-Agent: bazbot
            Disallow: /example/page.html

            User-Agent: quxbot

            EOF
            """);

    assertThat(file.ruling("x", "/a/b.gif").allowed()).isFalse();
    assertThat(file.ruling("x", "/publications/").allowed()).isTrue();
    assertThat(file.ruling("foobot", "/").allowed()).isFalse();
    assertThat(file.ruling("foobot", "/example/page.html").allowed()).isTrue();
    assertThat(file.ruling("barbot", "/example/page.html").allowed()).isFalse();
    assertThat(file.ruling("bazbot", "/example/page.html").allowed()).isFalse();
    assertThat(file.ruling("quxbot", "/example/page.html").allowed()).isTrue();
  }

  @Test
  void s5_2_longestMatch() {
    RobotsFile file =
        robots(
            """
            User-Agent: foobot
            Allow: /example/page/
            Disallow: /example/page/disallowed.gif
            """);

    assertThat(file.ruling("foobot", "/example/page/disallow.gif").allowed()).isTrue();
    assertThat(file.ruling("foobot", "/example/page/disallowed.gif").allowed()).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
