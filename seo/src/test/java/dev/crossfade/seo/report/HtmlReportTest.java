package dev.crossfade.seo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.audit.AuditReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final int MOST = 3 << 20;
  private static final List<String> HOSTILE =
      List.of(
          "https://x.example/</script><script>alert(1)</script>",
          "javascript:alert(1)",
          "\"><img src=x onerror=alert(1)>",
          "' onmouseover='alert(1)",
          "<!--<script>",
          "\u202egnp.exe\u0000\u001b[2J\ud800",
          "https://user:pass@www.shop.example\\@evil.example/",
          "data:text/html,<b>x",
          "&amp;&#60;script>",
          "🦊".repeat(900),
          "&".repeat(2_000),
          "");

  @Test
  void page_ofAShop_hasTheFiguresThatPeopleAskFor() throws IOException {
    Document page = page(new HtmlReport(), Samples.shop());

    assertThat(page.select(".cols .card").eachText())
        .containsExactly(
            "would lose rankings 53 critical, on 53 URLs",
            "should be fixed 249 major, on 231 URLs",
            "clean 97.6 % 12,184 of 12,480 URLs",
            "template most hit category 6.1 % of its 1,180 pages");
    assertThat(page.select(".start b").eachText())
        .startsWith(
            "41 category pages name another canonical.",
            "9 product pages show another price.",
            "3 product pages are hidden from search.");
    assertThat(page.select("#all tbody tr:not([class])")).hasSize(314);
    assertThat(page.select("#all del").eachText()).startsWith("?page=2");
  }

  @Test
  void page_thatCannotShowAll_saysHowManyMoreAndWhere() throws IOException {
    Document page = page(HtmlReport.beside("out.csv"), Samples.large(100_000));

    int rows = page.select("#all tbody tr:not([class])").size();
    assertThat(rows).isBetween(1_000, 2_000);
    assertThat(page.select("#all .rest").text()).contains(" of ", "out.csv");
    assertThat(page.select("#findings + p").text()).contains("100,000", "out.csv");
    assertThat(page.outerHtml().length()).isLessThan(MOST);
  }

  @Test
  void page_ofHostileTexts_showsThemAsTexts() throws IOException {
    Document page = page(HtmlReport.beside(HOSTILE.getFirst()), Samples.hostile(HOSTILE, 1));

    assertThat(page.select("script")).hasSize(1);
    assertThat(page.select("img, iframe, object, base, form, link:not([rel=icon])")).isEmpty();
    for (Element element : page.getAllElements()) {
      assertThat(element.attributes().asList())
          .as(element.tagName())
          .noneMatch(attribute -> attribute.getKey().startsWith("on"));
      assertThat(element.attr("href")).doesNotContainPattern("^(javascript|data:text)");
      assertThat(element.hasAttr("style")).isFalse();
    }
    assertThat(page.outerHtml()).doesNotContain("\u202e", "\u001b");
  }

  @Test
  void page_ofHostileTextsEverywhere_isBounded() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HtmlReport().write(Samples.hostile(HOSTILE, 2_000), out);

    assertThat(out.size()).isLessThan(MOST);
    assertThat(Jsoup.parse(out.toString(StandardCharsets.UTF_8)).select("script")).hasSize(1);
  }

  @Test
  void page_withoutFindings_saysSo() throws IOException {
    assertThat(page(new HtmlReport(), Samples.clean(12)).select(".say").text())
        .isEqualTo("clean Nothing is wrong with any of 12 URLs.");
    assertThat(page(new HtmlReport(), Samples.clean(0)).select(".say").text())
        .isEqualTo("empty Nothing was checked.");
  }

  private static Document page(HtmlReport report, AuditReport audit) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.write(audit, out);
    return Jsoup.parse(out.toString(StandardCharsets.UTF_8));
  }
}
