package dev.crossfade.seo.robots;

import static dev.crossfade.seo.robots.RobotsFileTest.robots;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Google documents ("How Google interprets the robots.txt specification") and what its open
 * parser does beyond that, a case for each statement.
 */
class GoogleRobotsTest {

  @ParameterizedTest(name = "status {0}: allowed {1}")
  @CsvSource({
    "200, true",
    "204, true",
    "301, true",
    "400, true",
    "401, true",
    "403, true",
    "404, true",
    "410, true",
    "429, false",
    "500, false",
    "503, false"
  })
  void handlingOfErrors_byStatus(int status, boolean allowed) {
    assertThat(Robots.answered(status, new byte[0]).ruling("Googlebot", "/a").allowed())
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n"})
  void fileFormat_linesEndInCrOrLfOrBoth(String end) {
    RobotsFile file = robots("User-agent: *" + end + "Disallow: /x" + end + "Allow: /x/y" + end);

    assertThat(file.ruling("a", "/x").allowed()).isFalse();
    assertThat(file.ruling("a", "/x/y").allowed()).isTrue();
  }

  @Test
  void fileFormat_byteOrderMark_isIgnored() {
    byte[] text = "User-agent: *\nDisallow: /x".getBytes(StandardCharsets.UTF_8);
    for (int kept = 0; kept <= 3; kept++) {
      byte[] marked = new byte[kept + text.length];
      System.arraycopy(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 0, marked, 0, kept);
      System.arraycopy(text, 0, marked, kept, text.length);

      assertThat(RobotsFile.parse(marked).ruling("a", "/x").allowed())
          .as("%d bytes", kept)
          .isFalse();
    }
  }

  @Test
  void fileFormat_markInTheMiddle_spoilsItsLine() {
    assertThat(robots("User-agent: *\n\ufeffDisallow: /x").ruling("a", "/x").allowed()).isTrue();
  }

  @Test
  void fileFormat_html_rulesAreReadFromIt() {
    RobotsFile file = robots("<!doctype html>\n<p>\nUser-agent: *\nDisallow: /x\n</p>");

    assertThat(file.ruling("a", "/x").allowed()).isFalse();
  }

  @Test
  void fileFormat_otherEncoding_bytesAreComparedAsTheyAre() {
    byte[] latin = "User-agent: *\nDisallow: /caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(RobotsFile.parse(latin).ruling("a", "/caf%E9").allowed()).isFalse();
    assertThat(RobotsFile.parse(latin).ruling("a", "/café").allowed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "disallow: /x",
        "DISALLOW: /x",
        "Disallow:/x",
        "  Disallow  :   /x  ",
        "\tDisallow\t:\t/x\t",
        "Disallow: /x # why",
        "Disallow /x",
        "Disallow   /x",
        "Dissallow: /x",
        "Dissalow: /x",
        "Disalow: /x",
        "Diasllow: /x",
        "Disallaw: /x",
        "Disallowed: /x"
      })
  void syntax_waysToWriteDisallow(String line) {
    assertThat(robots("User-agent: *\n" + line).ruling("a", "/x").allowed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Disallow /x y", "Dis allow: /x", "Deny: /x", ": /x", "/x", "Noindex: /x"})
  void syntax_whatIsNoDisallow(String line) {
    assertThat(robots("User-agent: *\n" + line).ruling("a", "/x").allowed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User-agent: *",
        "USER-AGENT:*",
        "Useragent: *",
        "User agent: *",
        "User-agent *",
        "User-agent: * all"
      })
  void syntax_waysToWriteUserAgent(String line) {
    assertThat(robots(line + "\nDisallow: /x").ruling("a", "/x").allowed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User-agent: googlebot",
        "User-agent: googlebot/1.2",
        "User-agent: googlebot*",
        "User-agent: Googlebot Images"
      })
  void userAgent_whatFollowsTheName_isIgnored(String line) {
    assertThat(robots(line + "\nDisallow: /").ruling("Googlebot", "/x").allowed()).isFalse();
  }

  @Test
  void disallow_empty_isIgnored() {
    assertThat(robots("User-agent: *\nDisallow:").ruling("a", "/x").allowed()).isTrue();
  }

  @Test
  void disallow_withoutALeadingSlash_isIgnored() {
    assertThat(robots("User-agent: *\nDisallow: x").ruling("a", "/x").allowed()).isTrue();
  }

  @Test
  void sitemap_anywhere_isOfNoAgent() {
    RobotsFile file =
        robots(
            """
            Sitemap: https://a.example/1.xml
            User-agent: a
            sitemap: https://a.example/2.xml # the second
            Disallow: /x
            Site-map: https://other.example/3.xml
            """);

    assertThat(file.sitemaps())
        .containsExactly(
            new RobotsFile.SitemapLine(1, "https://a.example/1.xml"),
            new RobotsFile.SitemapLine(3, "https://a.example/2.xml"),
            new RobotsFile.SitemapLine(5, "https://other.example/3.xml"));
    assertThat(file.ruling("a", "/x").allowed()).isFalse();
  }

  @Test
  void grouping_documentedExample() {
    RobotsFile file =
        robots(
            """
            user-agent: a
            disallow: /c

            user-agent: b
            disallow: /d

            user-agent: e
            user-agent: f
            disallow: /g

            user-agent: h
            """);

    assertThat(file.ruling("a", "/c").allowed()).isFalse();
    assertThat(file.ruling("b", "/d").allowed()).isFalse();
    assertThat(file.ruling("e", "/g").allowed()).isFalse();
    assertThat(file.ruling("f", "/g").allowed()).isFalse();
    assertThat(file.ruling("h", "/g").allowed()).isTrue();
  }

  @ParameterizedTest(name = "{0} follows {1}")
  @CsvSource({
    "Googlebot-News, googlebot-news",
    "Googlebot, googlebot",
    "Googlebot-Image, googlebot",
    "Googlebot-Video, googlebot",
    "Google-InspectionTool, googlebot",
    "Otherbot, *",
    "GoogleOther, *",
  })
  void precedenceOfUserAgents_documentedExample(String agent, String group) {
    RobotsFile file =
        robots(
            "user-agent: googlebot-news\nallow: /\nuser-agent: *\nallow: /\nuser-agent: googlebot\nallow: /");

    assertThat(file.ruling(agent, "/x").why())
        .isInstanceOfSatisfying(
            Ruling.ByLine.class, line -> assertThat(line.group()).isEqualTo(group));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AdsBot-Google", "AdsBot-Google-Mobile", "Mediapartners-Google", "APIs-Google"})
  void specialCrawlers_ignoreWhatIsSaidToAll(String agent) {
    RobotsFile file = robots("User-agent: *\nDisallow: /");

    assertThat(file.ruling(agent, "/x").allowed()).isTrue();
    assertThat(robots("User-agent: " + agent + "\nDisallow: /").ruling(agent, "/x").allowed())
        .isFalse();
  }

  @Test
  void groupWithoutRules_freesItsAgentFromWhatIsSaidToAll() {
    RobotsFile file = robots("User-agent: *\nDisallow: /\n\nUser-agent: Googlebot\n");

    assertThat(file.ruling("Googlebot", "/x").allowed()).isTrue();
  }

  @ParameterizedTest(name = "{0} is about {1}: {2}")
  @CsvSource({
    "/, /, true",
    "/, /anything/else, true",
    "/*, /anything, true",
    "/$, /, true",
    "/$, /a, false",
    "/fish, /fish, true",
    "/fish, /fish.html, true",
    "/fish, /fish/salmon.html, true",
    "/fish, /fishheads, true",
    "/fish, /fishheads/yummy.html, true",
    "/fish, /fish.php?id=anything, true",
    "/fish, /Fish.asp, false",
    "/fish, /catfish, false",
    "/fish, /?id=fish, false",
    "/fish, /desert/fish, false",
    "/fish*, /fishheads/yummy.html, true",
    "/fish*, /Fish.asp, false",
    "/fish/, /fish/, true",
    "/fish/, /fish/?id=anything, true",
    "/fish/, /fish/salmon.htm, true",
    "/fish/, /fish, false",
    "/fish/, /fish.html, false",
    "/fish/, /animals/fish/, false",
    "/fish/, /Fish/Salmon.asp, false",
    "/*.php, /index.php, true",
    "/*.php, /filename.php, true",
    "/*.php, /folder/filename.php, true",
    "/*.php, /folder/filename.php?parameters, true",
    "/*.php, /folder/any.php.file.html, true",
    "/*.php, /filename.php/, true",
    "/*.php, /, false",
    "/*.php, /windows.PHP, false",
    "/*.php$, /filename.php, true",
    "/*.php$, /folder/filename.php, true",
    "/*.php$, /filename.php?parameters, false",
    "/*.php$, /filename.php/, false",
    "/*.php$, /filename.php5, false",
    "/*.php$, /windows.PHP, false",
    "/fish*.php, /fish.php, true",
    "/fish*.php, /fishheads/catfish.php?parameters, true",
    "/fish*.php, /Fish.PHP, false",
  })
  void urlMatching_documentedTable(String rule, String target, boolean expected) {
    RobotsFile file = robots("User-agent: *\nDisallow: " + rule);

    assertThat(!file.ruling("Googlebot", target).allowed()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: Allow {1}, Disallow {2}")
  @CsvSource({
    "/page, /p, /, true",
    "/folder/page, /folder, /folder, true",
    "/page.htm, /page, /*.htm, false",
    "/page.php5, /page, /*.ph, true",
    "/, /$, /, true",
    "/page.htm, /$, /, false",
  })
  void orderOfPrecedence_documentedTable(
      String target, String allow, String disallow, boolean allowed) {
    RobotsFile file = robots("User-agent: *\nAllow: " + allow + "\nDisallow: " + disallow);

    assertThat(file.ruling("Googlebot", target).allowed()).isEqualTo(allowed);
  }

  @Test
  void precedence_countsAnotherLanguagesLettersAsTheirEscapes() {
    RobotsFile file = robots("User-agent: *\nDisallow: /*ツ\nAllow: /a/b/c");

    assertThat(file.ruling("a", "/a/b/c/ツ").allowed()).isFalse(); // eleven octets against six
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"/a/, true", "/a/index.html, true", "/a/index.htm, true", "/a/b, false", "/a, false"})
  void parser_allowOfAnIndexPage_allowsItsFolder(String target, boolean allowed) {
    RobotsFile file = robots("User-agent: *\nAllow: /a/index.htm\nDisallow: /");

    assertThat(file.ruling("a", target).allowed()).isEqualTo(allowed);
  }

  @Test
  void parser_lineOfEndlessLength_isCutAndTheNextIsRead() {
    String endless = "Disallow: /" + "x".repeat(100_000);
    RobotsFile file = robots("User-agent: *\n" + endless + "\nDisallow: /y");

    assertThat(file.ruling("a", "/y").allowed()).isFalse();
    assertThat(file.ruling("a", "/" + "x".repeat(RobotsReader.LONGEST_LINE)).allowed()).isFalse();
  }
}
