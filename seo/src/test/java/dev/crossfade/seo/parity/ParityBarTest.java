package dev.crossfade.seo.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.parity.Site.Side;
import dev.crossfade.seo.parity.shop.Catalogue;
import dev.crossfade.seo.parity.shop.Content;
import dev.crossfade.seo.parity.shop.Content.Kind;
import dev.crossfade.seo.parity.shop.Noise;
import dev.crossfade.seo.parity.shop.Shop;
import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How many faults of a move are found, and how often what is no fault is taken for one: three shops
 * that are built differently, each in front of each, in answers that differ in all that may. Legacy
 * may be built by one and next by another, which is what a move is.
 */
class ParityBarTest {
  private static final int PAGES = 200;
  private static final int HARMLESS = 3_600;
  private static final List<Shop> SHOPS = Shop.all();
  private static final PageReader READER = new PageReader(List.of(), 2 << 20);

  private static final WebUrl ORIGIN = WebUrl.of(Catalogue.ORIGIN);

  /** The shop that next is, which decides what its pages for nothing look like. */
  private static final List<Parity> PARITY = SHOPS.stream().map(ParityBarTest::parity).toList();

  private static Parity parity(Shop next) {
    KnownSite site = KnownSite.of(ORIGIN, Set.of(WebUrl.of("http://next.internal/")));
    Content nothing = Catalogue.page(1);
    nothing.status = 404;
    Regression.notFound(nothing);
    site.rememberNotFound(Side.NEXT, read(next, nothing, 77));
    return new Parity(site, Severities.of(Map.of()));
  }

  private static Page read(Shop shop, Content content, long seed) {
    Map<String, List<String>> fields = new HashMap<>();
    fields.put("content-type", List.of("text/html; charset=utf-8"));
    content.fields.forEach((name, value) -> fields.put(name, List.of(value)));
    byte[] body = shop.html(content, new Noise(seed)).getBytes(StandardCharsets.UTF_8);
    WebUrl url = WebUrl.of(Catalogue.ORIGIN + content.path);
    return READER.read(new Answer(url, content.status, new Fields(fields), body, false, 1_000_000));
  }

  /** Two answers: which shop gives each follows from the turn. */
  private record Turn(int turn) {
    int legacy() {
      return turn % 3;
    }

    int next() {
      return turn / 3 % 3;
    }

    List<Finding> compare(Content was, Content is) {
      Page legacy = read(SHOPS.get(legacy()), was, 2L * turn);
      Page next = read(SHOPS.get(next()), is, 2L * turn + 1);
      String url = Catalogue.ORIGIN + was.path;
      return PARITY.get(next()).compare(url, was.kind.name(), legacy, next);
    }
  }

  @Test
  void compare_seededRegressions_areFoundByTheirRule() {
    StringBuilder table = new StringBuilder("| what goes wrong | rule | found | missed |\n");
    int found = 0;
    int all = 0;
    for (Regression regression : Regression.values()) {
      List<Integer> missed =
          IntStream.range(0, PAGES)
              .parallel()
              .filter(turn -> !isFound(regression, turn))
              .boxed()
              .toList();
      table.append(
          "| %s | %s | %d | %d | %s%n"
              .formatted(
                  regression.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  regression.rule,
                  PAGES - missed.size(),
                  missed.size(),
                  missed.isEmpty() ? "" : missed));
      found += PAGES - missed.size();
      all += PAGES;
    }
    System.out.println(table.append("%d of %d%n".formatted(found, all)));

    assertThat(Regression.values()).hasSizeGreaterThanOrEqualTo(25);
    assertThat(found).as(table.toString()).isGreaterThanOrEqualTo(all * 99 / 100);
  }

  private static boolean isFound(Regression regression, int turn) {
    Kind kind = regression.kinds.get(turn / 9 % regression.kinds.size());
    int number = Catalogue.number(kind, turn + (regression.name().hashCode() & 0xffff));
    return new Turn(turn)
        .compare(Catalogue.page(number), regression.page(number)).stream()
            .anyMatch(finding -> finding.rule() == regression.rule);
  }

  @Test
  void compare_harmlessDifferences_areNoFindings() {
    List<String> wrong =
        IntStream.range(0, HARMLESS)
            .parallel()
            .mapToObj(ParityBarTest::harmless)
            .filter(findings -> !findings.isEmpty())
            .toList();
    System.out.printf(
        "%d of %d pairs without a fault have a finding%n%s%n",
        wrong.size(), HARMLESS, String.join("\n", wrong.subList(0, Math.min(20, wrong.size()))));

    assertThat(wrong).hasSizeLessThanOrEqualTo(HARMLESS / 1_000);
  }

  private static String harmless(int turn) {
    int number = turn / 9 * 7 + 5;
    List<String> said = new ArrayList<>();
    for (Finding finding : new Turn(turn).compare(Catalogue.page(number), Catalogue.page(number))) {
      said.add(finding.rule() + ": " + finding.message() + " " + finding.evidence());
    }
    return said.isEmpty() ? "" : turn + " " + String.join(" / ", said);
  }

  @Test
  void observe_pagesThatFellOutOfTheirTemplate_areFoundAndOthersAreNot() {
    int found = 0;
    int faults = 0;
    int wrong = 0;
    int pages = 0;
    for (int pair = 0; pair < 9; pair++) {
      for (int kind = 0; kind < 3; kind++) {
        TemplateMemory memory = new TemplateMemory(Severities.of(Map.of()));
        for (int i = 0; i < 52; i++) {
          boolean fault = i >= 20 && i % 4 == 3;
          int number = 3 * i + kind;
          Page legacy = read(SHOPS.get(pair % 3), Catalogue.page(number), 2L * i);
          Page next = read(SHOPS.get(pair / 3), Catalogue.page(number), 2L * i + 1);
          if (fault) {
            next = halfRendered(number);
          }
          List<Rule> rules =
              memory.observe("/" + number, "t", legacy, next).stream().map(Finding::rule).toList();
          boolean said = rules.contains(Rule.SEO_TEMPLATE);
          faults += fault ? 1 : 0;
          pages += fault ? 0 : 1;
          found += fault && said ? 1 : 0;
          wrong += !fault && said ? 1 : 0;
        }
      }
    }
    System.out.printf(
        "%d of %d pages that fell out of their template, %d of %d others%n",
        found, faults, wrong, pages);

    assertThat(faults).isGreaterThanOrEqualTo(PAGES);
    assertThat(found).isGreaterThanOrEqualTo(faults * 99 / 100);
    assertThat(wrong).isLessThanOrEqualTo(pages / 1_000);
  }

  /** A shell that waits for its script, with an excuse in it. */
  private static Page halfRendered(int number) {
    String html =
        "<html><head><title>Shop</title></head><body><div id=root><section><h2>One moment</h2>"
            + "<p>Something went wrong. <span>"
            + number
            + "</span></p></section></div></body></html>";
    return READER.read(
        new Answer(
            ORIGIN,
            200,
            new Fields(Map.of("content-type", List.of("text/html"))),
            html.getBytes(StandardCharsets.UTF_8),
            false,
            1_000_000));
  }
}
