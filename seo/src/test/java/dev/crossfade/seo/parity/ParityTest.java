package dev.crossfade.seo.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Seo.Level;
import dev.crossfade.config.model.Seo.RuleOverride;
import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParityTest {
  private static final String URL = "https://shop.example/p/1";

  private final KnownSite site = KnownSite.of(WebUrl.of("https://shop.example/"), Set.of());
  private final Parity parity = new Parity(site, Severities.of(Map.of()));

  @Test
  void compare_everythingIsWrong_isOneFindingARuleInTheirOrder() {
    Page legacy =
        page(
            "<html lang=en><head><title>A</title><meta name=description content=A>"
                + "<link rel=canonical href="
                + URL
                + "></head><body><h1>A</h1>");
    Page next = page("<html><head><meta name=robots content=noindex></head><body>");

    List<Rule> rules =
        parity.compare(URL, "product", legacy, next).stream().map(Finding::rule).toList();

    assertThat(rules)
        .containsExactly(
            Rule.SEO_NOINDEX,
            Rule.SEO_CANONICAL,
            Rule.SEO_TITLE,
            Rule.SEO_DESCRIPTION,
            Rule.SEO_H1,
            Rule.SEO_LANG);
    assertThat(new HashSet<>(rules)).hasSameSizeAs(rules);
  }

  @Test
  void compare_overriddenSeverities_holdForTheirTemplates() {
    Parity overridden =
        new Parity(
            site,
            Severities.of(
                Map.of(
                    "SEO-TITLE", new RuleOverride(Level.CRITICAL, List.of("product")),
                    "SEO-H1", new RuleOverride(Level.OFF, List.of()))));
    Page legacy = page("<title>A</title><h1>A</h1>");
    Page next = page("<title>B</title><h1>B</h1>");

    assertThat(overridden.compare(URL, "product", legacy, next))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(finding.template()).isEqualTo("product");
              assertThat(finding.url()).isEqualTo(URL);
            });
    assertThat(overridden.compare(URL, "category", legacy, next))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.MAJOR));
  }

  @Test
  void compare_answersThatAreCut_missNothingInTheirBodies() {
    Page legacy = page("<title>A</title><h1>A</h1><a href=/1>1</a><a href=/2>2</a>" + text(60));
    Page next = read("<title>A</title>" + " ".repeat(50), 40);

    assertThat(next.isCut()).isTrue();
    assertThat(parity.compare(URL, "product", legacy, next)).isEmpty();
  }

  @Test
  void compare_pageOfHostileSize_saysAsMuchAsFitsAScreen() {
    StringBuilder legacy = new StringBuilder("<title>A</title>");
    StringBuilder next = new StringBuilder("<title>A</title>");
    for (int i = 0; i < 3_000; i++) {
      String product =
          "<div itemscope itemtype=https://schema.org/Product><b itemprop=sku>%d</b>"
              + "<div itemprop=offers itemscope itemtype=https://schema.org/Offer>"
              + "<i itemprop=price>%d</i><i itemprop=priceCurrency>EUR</i></div></div>"
              + "<a href=/x/%s%d>x</a><link rel=alternate hreflang=x%d href=/%s>";
      legacy.append(product.formatted(i, i, "a", i, i, "a"));
      next.append(product.formatted(i, i + 1, "b/c", i, i, "b"));
    }

    List<Finding> findings =
        parity.compare(URL, "product", page(legacy.toString()), page(next.toString()));

    assertThat(findings).extracting(Finding::rule).contains(Rule.SEO_PRICE, Rule.SEO_LINKS);
    assertThat(findings)
        .allSatisfy(
            finding ->
                assertThat(finding.message().length() + finding.evidence().length())
                    .isLessThan(4_100));
  }

  @Test
  void compare_addressThatIsNoUrl_isTakenFromTheAnswer() {
    Page page = page("<title>A</title><link rel=canonical href=" + URL + ">");

    assertThat(parity.compare("/p/1", "", page, page)).isEmpty();
  }

  private static String text(int words) {
    StringBuilder out = new StringBuilder("<p>");
    for (int i = 0; i < words; i++) {
      out.append((char) ('a' + i % 26)).append("word ");
    }
    return out.append("</p>").toString();
  }

  private static Page page(String html) {
    return read(html, 4 << 20);
  }

  private static Page read(String html, int mostBytes) {
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    Fields fields = new Fields(Map.of("content-type", List.of("text/html")));
    return new PageReader(List.of(), mostBytes)
        .read(new Answer(WebUrl.of(URL), 200, fields, body, false, -1));
  }
}
