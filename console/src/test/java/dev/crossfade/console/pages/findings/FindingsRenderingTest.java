package dev.crossfade.console.pages.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.pages.Rendered;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.FindingService.Findings;
import dev.crossfade.console.service.FindingTrend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of findings as a browser gets them. */
class FindingsRenderingTest {
  private static final Frame OPERATOR = Rendered.frame(Section.FINDINGS, Role.OPERATOR);
  private static final Frame VIEWER = Rendered.frame(Section.FINDINGS, Role.VIEWER);

  private static String page(Query query, Findings found, int all) {
    FindingsView view = FindingsView.of(query, found, all, FindingSamples.trend(null, 1L, 2L));
    return Rendered.of(Html.TEMPLATES.findings(OPERATOR, view));
  }

  private static String page(Frame frame, String state) {
    return Rendered.of(
        Html.TEMPLATES.finding(
            frame,
            FindingRow.of(FindingSamples.group(state)),
            List.of(FindingSamples.GUARD),
            null));
  }

  @Test
  void page_nothingIsCompared_saysWhatToWrite() {
    Findings none = FindingSamples.none(FindingSamples.coverage(List.of(), 0));

    assertThat(page(FindingSamples.QUERY, none, 0))
        .contains("Nothing is compared")
        .contains("seo:\n  origin:")
        .doesNotContain("<table");
  }

  @Test
  void page_nothingWasCompared_saysWhatWillBe() {
    Findings none = FindingSamples.none(FindingSamples.coverage(List.of("catalog"), 0));

    assertThat(page(FindingSamples.QUERY, none, 0))
        .contains("No page was compared yet")
        .contains("1% of the pages that visitors get, and 12 critical paths every 5 min");
  }

  @Test
  void page_nothingIsWrong_saysOfHowManyPages() {
    Findings none = FindingSamples.none(FindingSamples.coverage(List.of("catalog"), 1_200));

    assertThat(page(FindingSamples.QUERY, none, 0))
        .contains("Nothing is wrong")
        .contains("1\u202f200 pages");
  }

  @Test
  void page_filterLeavesNone_leadsBack() {
    Findings none = FindingSamples.none(FindingSamples.coverage(List.of("catalog"), 9));

    assertThat(page(FindingSamples.QUERY.with("rule", "SEO-H1"), none, 6))
        .contains("None is like that", "There are 6 in all", "/findings?state=any")
        .contains("<option value=\"SEO-H1\" selected>SEO-H1 (0)</option>");
  }

  @Test
  void page_ofFindings_hasFiltersWithCounts_marksAndFiles() {
    String page = page(FindingSamples.QUERY, FindingSamples.some("abc", null), 6);

    assertThat(page)
        .contains("2 open findings")
        .contains("<option value=\"open\" selected>open (2)</option>", "any (6)", "critical (2)")
        .contains("href=\"/findings/catalog.SEO-CANONICAL.category\"")
        .contains("<del>/c/dresses?page=2</del>")
        .contains("<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>")
        .contains("42 % of 1\u202f200 pages")
        .contains("href=\"/findings?cursor=abc\"")
        .contains("href=\"/api/v1/findings?state=open&amp;format=csv\"")
        .contains("data-live=\"finding guard reload\"");
  }

  @Test
  void page_guardActs_saysSoFirst_andOffersRelease() {
    String page = page(FindingSamples.QUERY, FindingSamples.some(null, "disk full"), 6);

    assertThat(page.indexOf("catalog/product")).isLessThan(page.indexOf("2 open findings"));
    assertThat(page)
        .contains("Findings would not survive a restart: disk full")
        .contains("action=\"/guards/catalog/product/release\"")
        .contains("name=\"csrf\" value=\"token-of-ana\"");
  }

  @Test
  void page_chart_beginsWithTheFirstHourThatIsKnown() {
    Chart chart = FindingCharts.open(FindingSamples.trend(null, null, 1L, null, 3L));

    assertThat(chart).isNotNull();
    assertThat(chart.times()).hasSize(3);
    assertThat(chart.series().getLast().values()).containsExactly(1.0, Double.NaN, 3.0);
    assertThat(chart.summary()).contains("now 3 critical, 0 major, 1 minor; at most 4 at once");
    assertThat(FindingCharts.open(new FindingTrend(List.of()))).isNull();
  }

  @Test
  void shareChart_isOfHoursInWhichPagesWereCompared() {
    FindingTrend.OfOne trend =
        new FindingTrend.OfOne(
            "id",
            List.of(
                new FindingTrend.Share(FindingSamples.NOON, 4, 1),
                new FindingTrend.Share(FindingSamples.NOON.plusSeconds(3_600), 0, 0),
                new FindingTrend.Share(FindingSamples.NOON.plusSeconds(7_200), 2, 2)));

    Chart chart = FindingCharts.share(trend, "critical");

    assertThat(chart).isNotNull();
    assertThat(chart.series().getFirst().values()).containsExactly(25.0, 100.0);
    assertThat(FindingCharts.share(new FindingTrend.OfOne("id", List.of()), "minor")).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "open, '2 clean in a row of the 7 that close it', Accept…",
    "accepted, 'it counts for nothing until somebody reopens it', Reopen…",
    "closed, 'the next sighting opens it again', Accept…",
  })
  void finding_tellsItsLife_andWhatCanBeSaid(String state, String life, String action) {
    assertThat(page(OPERATOR, state))
        .contains("What a search engine does", "Search engines drop this one.")
        .contains("Let each page name itself.", life, action)
        .contains("/c/⟨U+202E⟩dresses?page=2", "&lt;link rel=canonical&gt;")
        .contains("name=\"seen\" value=\"v1\"", "name=\"seen\" value=\"v2\"")
        .contains("/journal?subject=catalog.SEO-CANONICAL.category");
  }

  @Test
  void finding_toAViewer_offersNothingToDo() {
    String page = page(VIEWER, "accepted");

    assertThat(page).contains("ben", "a &lt;sale&gt;").doesNotContain("<form", "commandfor");
  }
}
