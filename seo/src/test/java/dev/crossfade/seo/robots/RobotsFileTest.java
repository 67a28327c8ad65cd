package dev.crossfade.seo.robots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobotsFileTest {

  static RobotsFile robots(String text) {
    return RobotsFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void ruling_byALine_namesLineTextAndGroup() {
    RobotsFile file = robots("# ours\r\n\r\nUser-Agent: GoogleBot\r\n  disallow :/cart # no\r\n");

    Ruling ruling = file.ruling("Googlebot-Image", "/cart/1");

    assertThat(ruling)
        .isEqualTo(new Ruling(false, new Ruling.ByLine(4, "disallow: /cart", "googlebot")));
    assertThat(ruling).hasToString("blocked by line 4, \"disallow: /cart\" (to googlebot)");
  }

  @Test
  void ruling_ofEquals_theFirstLineDecides() {
    Ruling ruling = robots("User-agent: *\nDisallow: /a\nDisallow: /a").ruling("x", "/a");

    assertThat(ruling.why()).isEqualTo(new Ruling.ByLine(2, "Disallow: /a", "*"));
  }

  @Test
  void ruling_nameWithDigits_isWhole() {
    RobotsFile file = robots("User-agent: MJ12bot/v1.4\nUser-agent: 360Spider\nDisallow: /");

    assertThat(file.ruling("MJ12bot", "/").allowed()).isFalse();
    assertThat(file.ruling("360spider", "/").allowed()).isFalse();
    assertThat(file.agents()).containsExactly("mj12bot", "360spider");
  }

  @Test
  void ruling_applebot_followsGooglebotWhereNobodyNamesIt() {
    assertThat(robots("User-agent: Googlebot\nDisallow: /").ruling("Applebot", "/x").allowed())
        .isFalse();
  }

  @Test
  void parse_nothing_saysNothing() {
    RobotsFile empty = robots("");

    assertThat(empty.ruling("*", "/").allowed()).isTrue();
    assertThat(empty.agents()).isEmpty();
    assertThat(empty.probes()).isEmpty();
  }

  @Test
  void crawlDelay_ofItsGroup_isTold() {
    RobotsFile file =
        robots("User-agent: a\nCrawl-delay: 1.5\nUser-agent: *\nDisallow:\nCrawl-delay: soon");

    assertThat(file.crawlDelay("a")).isEqualTo(Duration.ofMillis(1_500));
    assertThat(file.crawlDelay("b")).isEqualTo(Duration.ofMillis(1_500)); // no rule parts a and all
    assertThat(robots("User-agent: *\nCrawl-delay: soon").crawlDelay("b")).isNull();
  }

  @Test
  void probes_areUrlsThatTheRulesAreAbout() {
    RobotsFile file = robots("User-agent: *\nDisallow: /cart\nAllow: /*.css$\nDisallow: private");

    assertThat(file.probes()).containsExactly("/cart", "/cartx", "/x.css");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b",
        "/*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab$",
        "/*a*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab*c"
      })
  void ruling_patternThatInvitesBacktracking_isLinear(String pattern) {
    RobotsFile file =
        robots(("Disallow: " + pattern + "\n").repeat(1).replaceFirst("", "User-agent: *\n"));
    String target = "/" + "a".repeat(1_000_000);

    boolean allowed =
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> file.ruling("x", target).allowed());

    assertThat(allowed).isTrue();
  }

  @Test
  void parse_aFileFullOfAgents_staysSmall() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("User-agent: bot").append(i).append('\n');
    }
    for (int i = 0; i < 10_000; i++) {
      text.append("Disallow: /").append(i).append('\n');
    }

    RobotsFile file = robots(text.toString());

    assertThat(file.ruling("bot19999", "/9").allowed()).isFalse();
    assertThat(file.ruling("bot0", "/a").allowed()).isTrue();
  }
}
