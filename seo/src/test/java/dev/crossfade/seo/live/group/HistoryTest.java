package dev.crossfade.seo.live.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What groups remember hour by hour. */
class HistoryTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final long HOUR = History.hour(NOON);
  private static final Pages PRODUCT = new Pages("catalog", "product");
  private static final Pages CATEGORY = new Pages("catalog", "category");
  private static final String ID = "catalog.SEO-NOINDEX.product";

  private final Groups groups = new Groups();
  private int page;

  private void compare(Pages of, Instant at, Rule... broken) {
    String url = "https://shop.example/" + page++;
    List<Finding> findings =
        List.of(broken).stream()
            .map(r -> new Finding(r, r.severity(), url, of.template(), "a", "b", "differs", ""))
            .toList();
    groups.onCompared(of, findings, Traffic.NONE, _ -> false, at);
  }

  private static Instant later(int hours) {
    return NOON.plus(Duration.ofHours(hours));
  }

  @Test
  void shares_ofAGroup_areOfThePagesOfItsTemplateInThatHour() {
    compare(PRODUCT, NOON, Rule.SEO_NOINDEX);
    compare(PRODUCT, NOON);
    compare(CATEGORY, NOON, Rule.SEO_NOINDEX);
    compare(PRODUCT, later(2), Rule.SEO_NOINDEX);

    FindingGroup group = groups.find(ID).orElseThrow();
    assertThat(groups.history().shares(group, HOUR, HOUR + 3))
        .containsExactly(
            new History.Share(HOUR, 1, 2),
            new History.Share(HOUR + 1, 0, 0),
            new History.Share(HOUR + 2, 1, 1));
  }

  @Test
  void hours_countWhatIsOpenAsTheyEnd_andKnowNothingOfHoursNobodyLooked() {
    compare(PRODUCT, NOON, Rule.SEO_NOINDEX, Rule.SEO_TITLE);
    groups.tidy(NOON);
    groups.accept(ID, new Acceptance("ana", NOON, "on purpose"));
    groups.tidy(NOON.plusSeconds(60));
    groups.tidy(later(2));

    List<History.Hour> hours = groups.history().hours(null, HOUR, HOUR + 3);

    Map<Severity, Long> none =
        Map.of(Severity.CRITICAL, 0L, Severity.MAJOR, 1L, Severity.MINOR, 0L);
    assertThat(hours)
        .containsExactly(
            new History.Hour(HOUR, none, 1),
            new History.Hour(HOUR + 1, null, 0),
            new History.Hour(HOUR + 2, none, 0));
    assertThat(groups.history().hours("blog", HOUR, HOUR + 1).getFirst().pages()).isZero();
  }

  @Test
  void hours_inWhichNothingWasFound_haveNoneOpen() {
    compare(PRODUCT, NOON);

    assertThat(groups.history().hours(null, HOUR, HOUR + 1).getFirst().open())
        .containsEntry(Severity.CRITICAL, 0L);
    assertThat(groups.history().since()).isEqualTo(HOUR);
    assertThat(groups.history().compared(null, HOUR)).isEqualTo(1);
    assertThat(groups.history().compared("blog", HOUR)).isZero();
    assertThat(groups.history().compared(null, HOUR + 1)).isZero();
  }

  @Test
  void adopt_addsWhatIsOnlyKnownHere_once() {
    Tally tally = new Tally(HOUR, Tally.Kind.COMPARED, "catalog", "product");
    compare(PRODUCT, NOON);

    groups.history().adopt(Map.of(tally, 10L), _ -> null);
    groups.history().adopt(Map.of(tally, 12L), Map.of(tally, 10L)::get);

    assertThat(groups.takeChanges().history().numbers()).isEqualTo(Map.of(tally, 13L));
  }

  @Test
  void hours_ofLongAgo_areForgotten() {
    compare(PRODUCT, NOON);
    compare(PRODUCT, later(History.HOURS - 1));
    assertThat(groups.history().since()).isEqualTo(HOUR);

    compare(PRODUCT, later(History.HOURS));

    assertThat(groups.history().since()).isEqualTo(HOUR + History.HOURS - 1);
    assertThat(groups.takeChanges().history().oldest()).isEqualTo(HOUR + History.HOURS - 1);
  }

  @Test
  void tooMany_oldestHoursGo() {
    History history = new History(10);
    for (int hour = 0; hour < 20; hour++) {
      history.onCompared(PRODUCT, later(hour));
      history.onCompared(CATEGORY, later(hour));
    }

    assertThat(history.since()).isEqualTo(HOUR + 15);
    assertThat(history.takeChanges().numbers()).hasSize(10);
  }

  @Test
  void markAllBut_whatAStoreHas_isWrittenOnceMore() {
    compare(PRODUCT, NOON, Rule.SEO_NOINDEX);
    compare(CATEGORY, NOON);
    groups.takeChanges();
    Tally known = new Tally(HOUR, Tally.Kind.COMPARED, "catalog", "product");

    groups.markAllBut(Set.of(ID), Set.of(known));

    Groups.Changes changes = groups.takeChanges();
    assertThat(changes.groups()).isEmpty();
    assertThat(changes.history().numbers()).hasSize(2).doesNotContainKey(known);
  }
}
