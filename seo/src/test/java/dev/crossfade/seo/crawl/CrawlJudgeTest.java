package dev.crossfade.seo.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.crawl.CrawlKind.Standing;
import dev.crossfade.seo.finding.Rule;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What crawlers did for eight days, an hour at a time, and what is said at the end. */
class CrawlJudgeTest {
  private static final long NOW = 500_000;
  private static final long BEGIN = NOW - CrawlJudge.HOURS;

  private final CrawlPast.Builder past = new CrawlPast.Builder();
  private final SplittableRandom random = new SplittableRandom(7);

  private static CrawlKind kind(long hour, int status) {
    return new CrawlKind(hour, "googlebot", Standing.VERIFIED, "next", status, "product");
  }

  /** An ordinary hour: so many hits, more by day than by night, one in a hundred a 404. */
  private void ordinary(long hour, double level) {
    past.add(Watch.whole(hour));
    double wave = 1 + 0.5 * Math.sin(Math.PI * 2 * Math.floorMod(hour, 24L) / 24);
    int hits = (int) (level * wave * (0.85 + 0.3 * random.nextDouble()));
    int missing = (int) Math.round(hits / 100.0);
    past.add(kind(hour, 200), Math.max(0, hits - missing));
    past.add(kind(hour, 404), missing);
  }

  private void ordinary(long from, long to, double level) {
    for (long hour = from; hour < to; hour++) {
      ordinary(hour, level);
    }
  }

  private List<CrawlAlarm> judge() {
    return CrawlJudge.judge(past.build(), NOW);
  }

  @Test
  void judge_ordinaryDays_saysNothing() {
    ordinary(BEGIN, NOW + 1, 200);
    assertThat(judge()).isEmpty();
  }

  @Test
  void judge_ordinaryMonths_neverSaysAnything() {
    for (long hour = 0; hour < 24 * 90; hour++) {
      ordinary(hour, 120);
    }
    assertThat(CrawlHistory.alarms(past.build())).isEmpty();
  }

  @Test
  void judge_nothingKnown_saysNothing() {
    assertThat(judge()).isEmpty();
  }

  @Test
  void judge_anHourOfServerErrors_isAnAlarmWithFigures() {
    ordinary(BEGIN, NOW, 200);
    past.add(kind(NOW, 200), 150);
    past.add(kind(NOW, 503), 50);
    assertThat(judge()).extracting(CrawlAlarm::rule).containsExactly(Rule.BOT_ERRORS);
    CrawlAlarm alarm = judge().getFirst();
    assertThat(alarm.message())
        .isEqualTo(
            "googlebot gets 25.0 % errors (50 of 200) from next's product pages in the last hour;"
                + " 1.0 % in the seven days before");
    assertThat(alarm.evidence()).isEqualTo("503: 50");
    assertThat(alarm.finding().next()).isEqualTo("25.0 %");
  }

  @Test
  void judge_fewErrorsOverADay_areSeenInTheLongWindow() {
    ordinary(BEGIN, NOW - 24, 200);
    for (long hour = NOW - 23; hour <= NOW; hour++) {
      past.add(Watch.whole(hour));
      past.add(kind(hour, 200), 192);
      past.add(kind(hour, 404), 8);
    }
    assertThat(judge()).extracting(CrawlAlarm::rule).containsExactly(Rule.BOT_ERRORS);
    assertThat(judge().getFirst().message()).contains("4.0 % errors").contains(" hours; 1.");
  }

  @Test
  void judge_aTemplateThatAlwaysFailed_isNoNews() {
    for (long hour = BEGIN; hour <= NOW; hour++) {
      past.add(Watch.whole(hour));
      past.add(kind(hour, 200), 50);
      past.add(kind(hour, 404), 50);
    }
    assertThat(judge()).isEmpty();
  }

  @Test
  void judge_newStorefrontThatFails_needsNoPast() {
    past.add(kind(NOW, 200), 60);
    past.add(kind(NOW, 500), 40);
    assertThat(judge()).extracting(CrawlAlarm::rule).containsExactly(Rule.BOT_ERRORS);
    assertThat(judge().getFirst().message()).endsWith("no past to compare with");
  }

  @Test
  void judge_handfulOfErrors_isNoAlarm() {
    ordinary(BEGIN, NOW, 200);
    past.add(kind(NOW, 500), 5);
    past.add(kind(NOW, 200), 10);
    assertThat(judge()).isEmpty();
  }

  @Test
  void judge_aDayOfHalfTheVisits_isADrop() {
    ordinary(BEGIN, NOW - 24, 200);
    ordinary(NOW - 24, NOW, 60);
    assertThat(judge()).extracting(CrawlAlarm::rule).containsExactly(Rule.BOT_DROP);
    assertThat(judge().getFirst().message()).startsWith("googlebot came ").contains("(median)");
  }

  @Test
  void judge_crawlerThatStaysAway_isADrop() {
    ordinary(BEGIN, NOW - 24, 200);
    for (long hour = NOW - 24; hour < NOW; hour++) {
      past.add(Watch.whole(hour));
    }
    assertThat(judge()).extracting(CrawlAlarm::rule).containsExactly(Rule.BOT_DROP);
  }

  @Test
  void judge_hoursThatNobodyWatched_areNoDrop() {
    ordinary(BEGIN, NOW - 24, 200);
    assertThat(judge()).isEmpty();
  }

  @Test
  void judge_aRestartOfAMinute_leavesTheHourWatched() {
    Watch before = Watch.at(0);
    assertThat(before.isWhole()).isFalse();
    long minutes = 0;
    for (long minute = 0; minute < 58; minute++) {
      minutes |= Watch.at(minute * 60).minutes();
    }
    assertThat(new Watch(0, minutes).isWhole()).isTrue();
  }

  @Test
  void judge_quietNights_areComparedWithNights() {
    ordinary(BEGIN, NOW + 1, 400);
    for (long hour = NOW - 6; hour < NOW; hour++) {
      assertThat(CrawlJudge.judge(past.build(), hour)).isEmpty();
    }
  }

  @Test
  void judge_manyFakes_areTold() {
    ordinary(BEGIN, NOW + 1, 200);
    past.add(new CrawlKind(NOW, "googlebot", Standing.DISPROVED, "legacy", 200, "product"), 2_000);
    assertThat(judge()).extracting(CrawlAlarm::rule).containsExactly(Rule.BOT_FAKE);
  }

  @Test
  void judge_fakesThatFail_areNobodysErrors() {
    ordinary(BEGIN, NOW + 1, 200);
    past.add(new CrawlKind(NOW, "googlebot", Standing.DISPROVED, "next", 403, "product"), 90);
    assertThat(judge()).isEmpty();
  }
}
