package dev.crossfade.seo.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.audit.AuditReport.Table;
import dev.crossfade.seo.crawl.CrawlKind.Standing;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  @Test
  void findings_logOfOneHour_errorsAreTold() {
    for (long second = 0; second < 3_000; second += 10) {
      hit(second, "next", 500, "/p/" + second);
    }
    assertThat(study.findings()).extracting(Finding::rule).containsExactly(Rule.BOT_ERRORS);
  }

  /** A machine whose clock was not set yet logs 1970. */
  @Test
  @Timeout(20)
  void findings_oneLineOfAnotherAge_costsNothing() {
    study.onTime(0);
    study.onTime(253_402_300_799L);
    for (long second = 0; second < 3 * DAY; second += 60) {
      hit(1_700_000_000 + second, "legacy", 200, "/p/" + second);
    }
    assertThat(study.findings()).isEmpty();
  }

  /** The log of a day is missing: nobody knows who came. */
  @Test
  void findings_dayThatIsNotLogged_isNoDrop() {
    for (long second = 0; second < 10 * DAY; second += 60) {
      if (second < 8 * DAY || second >= 9 * DAY + 3_600) {
        hit(second, "legacy", 200, "/p/" + second);
      }
    }
    assertThat(study.findings()).isEmpty();
  }

  @Test
  void findings_crawlerThatStaysAway_isADrop() {
    for (long second = 0; second < 10 * DAY; second += 60) {
      study.onTime(second);
      if (second < 9 * DAY) {
        hit(second, "legacy", 200, "/p/" + second);
      }
    }
    assertThat(study.findings()).extracting(Finding::rule).containsExactly(Rule.BOT_DROP);
  }

  /** Reports tell how many URLs were looked at, not how often. */
  @Test
  void urls_askedForAgain_areCountedOnce() {
    for (int second = 0; second < 300; second++) {
      hit(second, "legacy", 200, "/p/" + second % 3);
    }
    assertThat(study.hits()).isEqualTo(300);
    assertThat(study.urls()).isEqualTo(3);
  }
}
