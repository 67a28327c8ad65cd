package dev.crossfade.console.pages.crawlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.pages.Rendered;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.CrawlService.Alarm;
import dev.crossfade.console.service.CrawlService.Crawl;
import dev.crossfade.console.service.CrawlService.Flip;
import dev.crossfade.console.service.CrawlService.Hits;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of crawlers as a browser gets it. */
class CrawlersRenderingTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Query QUERY = new Query("/crawlers", new LinkedHashMap<>());

  private static Hits hits(long count, Object... kind) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < kind.length; i += 2) {
      map.put(kind[i].toString(), kind[i + 1]);
    }
    return new Hits(map, count);
  }

  private static List<List<Hits>> wanted() {
    return List.of(
        List.of(
            hits(90, "hour", NOON.toString(), "backend", "legacy", "verified", "yes"),
            hits(10, "hour", NOON.toString(), "backend", "next", "verified", "yes"),
            hits(7, "hour", NOON.toString(), "backend", "next", "verified", "no")),
        table("crawler", "googlebot"),
        table("template", "product"));
  }

  private static List<Hits> table(String by, String value) {
    return List.of(
        hits(90, by, value, "backend", "legacy", "status", 200, "verified", "yes"),
        hits(8, by, value, "backend", "next", "status", 200, "verified", "yes"),
        hits(2, by, value, "backend", "next", "status", 0, "verified", "unknown"),
        hits(3, by, value, "backend", "", "status", 301, "verified", "yes"),
        hits(7, by, value, "backend", "next", "status", 500, "verified", "no"));
  }

  private static List<List<Hits>> all() {
    return List.of(
        List.of(
            hits(101, "crawler", "googlebot", "verified", "yes"),
            hits(2, "crawler", "googlebot", "verified", "unknown"),
            hits(7, "crawler", "googlebot", "verified", "no")),
        List.of(hits(90, "backend", "legacy"), hits(3, "backend", "")),
        List.of(hits(110, "template", "product")),
        List.of(hits(98, "status", 200), hits(2, "status", 0)));
  }

  private static Crawl crawl(List<Alarm> alarms, List<Flip> flips) {
    return new Crawl(
        NOON.minusSeconds(3_600), NOON.plusSeconds(60), List.of(), alarms, flips, 5, "disk full");
  }

  private static Alarm alarm(String severity, String message) {
    return new Alarm("BOT-ERRORS", severity, "googlebot", "next", "", message, "500: 12", NOON);
  }

  private static String page(CrawlersView view) {
    return Rendered.of(
        Html.TEMPLATES.crawlers(Rendered.frame(Section.CRAWLERS, Role.VIEWER), view));
  }

  @Test
  void page_noCrawlerCame_saysHowTheyAreRecognised() {
    List<List<Hits>> none = Collections.nCopies(4, List.of());
    Crawl crawl = new Crawl(NOON, NOON, List.of(), List.of(), List.of(), 0, "");

    String page = page(CrawlersView.of(QUERY, crawl, none, none));

    assertThat(page)
        .contains("No crawler came in 24 hours", "crawlers:\n  verify:", "crawl-log")
        .doesNotContain("<table", "data-chart");
  }

  @Test
  void page_ofHits_countsFakesForNobody() {
    CrawlersView view = CrawlersView.of(QUERY, crawl(List.of(), List.of()), wanted(), all());

    assertThat(view.hits()).isEqualTo(103);
    CrawlRow row = view.tables().getFirst().rows().getFirst();
    assertThat(row).isEqualTo(new CrawlRow("googlebot", row.href(), 90, 10, 3, 0, 2));
    assertThat(row.href()).isEqualTo("/crawlers?crawler=googlebot");
    assertThat(row.nextShare()).isEqualTo("20 %");
    assertThat(view.claims()).containsExactly(new CrawlClaim("googlebot", 101, 2, 7));
    assertThat(view.chart().series().getLast().values()).containsExactly(0.0, 90.0);
    assertThat(page(view))
        .contains("103 requests in 24 hours, and 7 by fakes")
        .contains("no answer", "disk full", "5 requests were")
        .contains("No crawler got a page from both storefronts within a day");
  }

  @Test
  void page_ofFakesOnly_countsThem() {
    CrawlersView view =
        CrawlersView.of(QUERY.with("verified", "no"), crawl(List.of(), List.of()), wanted(), all());

    assertThat(view.tables().getFirst().rows().getFirst().nextErrors()).isEqualTo(9);
  }

  @Test
  void page_alarms_comeFirst_theGravestOfAllFirst() {
    List<Alarm> alarms =
        List.of(
            alarm("minor", "few"),
            alarm("major", "some"),
            alarm("critical", "<many> errors"),
            alarm("minor", "fewer"),
            alarm("minor", "fewest"));
    Flip flip = new Flip("https://shop.example/p/1", "bingbot", "next", NOON);

    String page = page(CrawlersView.of(QUERY, crawl(alarms, List.of(flip)), wanted(), all()));

    assertThat(page.indexOf("&lt;many&gt; errors"))
        .isPositive()
        .isLessThan(page.indexOf("some"))
        .isLessThan(page.indexOf("By crawler"));
    assertThat(page).contains("1 more alarm", "fewest", "https://shop.example/p/1", "bingbot");
  }

  @Test
  void page_filterLeavesNone_leadsBack() {
    List<List<Hits>> none = Collections.nCopies(3, List.of());
    Query query = QUERY.with("hours", "168").with("crawler", "gptbot");

    assertThat(page(CrawlersView.of(query, crawl(List.of(), List.of()), none, all())))
        .contains("None is like that", "href=\"/crawlers?hours=168\"")
        .contains("<option value=\"gptbot\" selected>gptbot (0)</option>");
  }
}
