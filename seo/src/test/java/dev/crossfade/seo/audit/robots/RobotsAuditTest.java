package dev.crossfade.seo.audit.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.routing.Templates;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.robots.RobotsFile;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RobotsAuditTest {
  private static final WebUrl SITE = WebUrl.of("https://next.example/robots.txt");

  private List<List<String>> table = List.of();

  private List<Finding> audit(Robots legacy, Robots next, String... urls) throws IOException {
    RobotsAudit audit =
        new RobotsAudit(
            new RobotsSide("legacy.txt", null, legacy),
            new RobotsSide("https://next.example/robots.txt", SITE, next),
            urls.length == 0 ? null : each -> List.of(urls).forEach(each),
            Templates.of(List.of()),
            Severities.of(Map.of()));
    List<Finding> findings = new ArrayList<>();
    audit.subjects(
        target -> {
          var checked = audit.check(target);
          findings.addAll(checked.findings());
          checked.facts().forEach(audit::learn);
        });
    table = audit.conclude(findings::add).tables().getFirst().rows();
    return findings;
  }

  private static Robots file(String text) {
    return new Robots.Ruled(RobotsFile.parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void sameRules_changeNothing() throws IOException {
    Robots rules = file("User-agent: *\nDisallow: /cart\nSitemap: https://next.example/s.xml");

    assertThat(audit(rules, rules)).isEmpty();
  }

  @Test
  void aPathThatIsBlockedNow_isToldWithTheLinesOfBothSides() throws IOException {
    Robots legacy = file("User-agent: *\nAllow: /c/\nDisallow: /");
    Robots next = file("User-agent: *\nDisallow: /c/\nDisallow: /cart");

    List<Finding> findings = audit(legacy, next, "/c/shoes", "/p/1", "/cart");

    assertThat(findings).hasSize(2);
    Finding blocked = findings.getFirst();
    assertThat(blocked.rule()).isEqualTo(Rule.ROB_CHANGED);
    assertThat(blocked.url()).isEqualTo("https://next.example/c/shoes");
    assertThat(blocked.legacy()).isEqualTo("allowed by line 2, \"Allow: /c/\" (to *)");
    assertThat(blocked.next()).isEqualTo("blocked by line 2, \"Disallow: /c/\" (to *)");
    assertThat(blocked.message())
        .isEqualTo(
            "is blocked by next and was allowed by legacy for *, googlebot, googlebot-image,"
                + " bingbot");
    assertThat(findings.getLast().message()).startsWith("is allowed by next and was blocked");
    assertThat(table).contains(List.of("googlebot", "3", "1", "1"));
  }

  @Test
  void aCrawlerThatOnlyOneFileNames_isLookedAt() throws IOException {
    List<Finding> findings =
        audit(file("User-agent: *\nDisallow:"), file("User-agent: GPTBot\nDisallow: /"), "/a");

    assertThat(findings)
        .singleElement()
        .satisfies(it -> assertThat(it.message()).endsWith("legacy for gptbot"));
  }

  @Test
  void withoutUrls_thoseOfTheRulesAreTried() throws IOException {
    List<Finding> findings =
        audit(file("User-agent: *\nDisallow: /cart"), file("User-agent: *\nDisallow: /c"));

    assertThat(findings)
        .extracting(Finding::url)
        .containsExactly("https://next.example/c", "https://next.example/cx");
  }

  @Test
  void aFileThatDoesNotAnswer_isTold() throws IOException {
    Robots rules = file("User-agent: *\nDisallow: /cart");

    assertThat(audit(rules, Robots.answered(404, new byte[0]), "/a"))
        .singleElement()
        .satisfies(
            it -> assertThat(it.message()).contains("answers 404: everything may be crawled"));
    assertThat(audit(rules, Robots.answered(503, new byte[0]), "/a"))
        .extracting(Finding::rule)
        .containsExactly(Rule.ROB_CHANGED, Rule.ROB_STATUS);
  }

  @Test
  void sitemapsThatAreNotNextsOwn_areTold() throws IOException {
    Robots legacy = file("Sitemap: https://www.example/sitemap.xml");

    assertThat(audit(legacy, file("User-agent: *\nDisallow:"), "/"))
        .singleElement()
        .satisfies(it -> assertThat(it.message()).startsWith("names no sitemap"));
    assertThat(
            audit(legacy, file("Sitemap: /sitemap.xml\nSitemap: https://old.example/s.xml"), "/"))
        .extracting(Finding::message)
        .containsExactly(
            "names in line 1 a sitemap that is no absolute URL: /sitemap.xml",
            "names in line 2 a sitemap that is on another host than the site:"
                + " https://old.example/s.xml");
  }

  @Test
  void aFileOfMoreThan500Kibibytes_isTooLarge() throws IOException {
    Robots large = file("# a comment\n".repeat(50_000));

    assertThat(audit(large, large, "/")).extracting(Finding::rule).containsExactly(Rule.ROB_SIZE);
  }
}
