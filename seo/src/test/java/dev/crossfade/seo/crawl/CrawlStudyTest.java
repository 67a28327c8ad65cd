package dev.crossfade.seo.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.audit.AuditReport.Table;
import dev.crossfade.seo.crawl.CrawlKind.Standing;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrawlStudyTest {
  private static final long DAY = 24 * 3_600;
  private final CrawlStudy study = new CrawlStudy();

  private void hit(long second, String backend, int status, String path) {
    study.onHit(
        new CrawlKind(second / 3_600, "googlebot", Standing.VERIFIED, backend, status, "product"),
        second,
        path,
        path.hashCode() * 0x9E3779B97F4A7C15L);
  }

  private Table table(String title) {
    return study.tables(null).stream()
        .filter(table -> table.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tables_tellHitsByStatusAndStorefront() {
    hit(100, "legacy", 200, "/a");
    hit(200, "legacy", 404, "/b");
    hit(300, "next", 200, "/c");
    assertThat(table("By storefront").rows())
        .containsExactly(
            List.of("legacy", "2", "1", "0", "1", "0", "50.0 %", "0"),
            List.of("next", "1", "1", "0", "0", "0", "0.0 %", "0"));
    assertThat(table("Errors by URL").rows()).containsExactly(List.of("/b · 404", "1"));
  }

  @Test
  void findings_pageFromBothStorefronts_isAFlip() {
    hit(100, "legacy", 200, "/a");
    hit(200, "next", 200, "/a");
    hit(300, "legacy", 200, "/b");
    assertThat(study.findings()).extracting(Finding::rule).containsExactly(Rule.SEO_FLIP);
    assertThat(study.findings().getFirst().url()).isEqualTo("/a");
  }

  @Test
  void findings_outageInTheMiddleOfALog_isToldWithItsHour() {
    for (long second = 0; second < 10 * DAY; second += 30) {
      boolean outage = second >= 8 * DAY && second < 8 * DAY + 3 * 3_600;
      hit(second, "legacy", outage ? 500 : 200, "/p/" + second);
    }
    assertThat(study.findings()).extracting(Finding::rule).containsExactly(Rule.BOT_ERRORS);
    assertThat(study.findings().getFirst().message())
        .contains("(first seen 1970-01-09T00:00:00Z, in ");
  }

  @Test
  void tables_whatChanged_comparesBothHalves() {
    for (long second = 0; second < 4 * DAY; second += second < 2 * DAY ? 60 : 240) {
      hit(second, "legacy", 200, "/p");
    }
    Table changed =
        study.tables(2 * DAY).stream()
            .filter(table -> table.title().equals("What changed"))
            .findFirst()
            .orElseThrow();
    assertThat(changed.rows())
        .containsExactly(
            List.of("googlebot", "product", "1440.0", "360.0", "-75 %", "0.0 %", "0.0 %"));
  }
}
