package dev.crossfade.seo.report;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.audit.AuditReport.Basis;
import dev.crossfade.seo.audit.AuditReport.Findings;
import dev.crossfade.seo.audit.AuditReport.Setting;
import dev.crossfade.seo.audit.AuditReport.Table;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Audits to write down: one as a shop has it in mid-move, one of a few lines, and hostile ones. */
final class Samples {
  private static final String SHOP = "https://www.shop.example";
  private static final Instant STARTED = Instant.parse("2026-11-19T14:02:00Z");
  private static final List<String> THINGS =
      List.of("silk-scarf", "linen-shirt", "trail-shoe", "wool-coat", "rain-jacket", "denim-skirt");
  private static final List<Rule> RULES = List.of(Rule.values());
  private static final List<Severity> SEVERITIES = List.of(Severity.values());
  private static final List<String> LISTS = List.of("dresses", "shirts", "shoes", "coats", "sale");

  private Samples() {}

  /** 12,480 URLs, of which 296 have a finding; the picture in docs/reports.md shows it. */
  static AuditReport shop() {
    List<Finding> all = new ArrayList<>();
    for (int i = 0; i < 41; i++) {
      String list = SHOP + "/c/" + LISTS.get(i % 5);
      all.add(
          of(
              Rule.SEO_CANONICAL,
              list + "?page=" + (2 + i / 5),
              "category",
              list + "?page=" + (2 + i / 5),
              list,
              "canonical names page 1 of the list",
              "<link rel=\"canonical\" href=\"" + list + "\">"));
    }
    for (int i = 0; i < 9; i++) {
      String cents = "39." + (90 + i);
      all.add(
          of(
              Rule.SEO_PRICE,
              product(300 + i),
              "product",
              cents + " EUR, InStock",
              "49." + (90 + i) + " EUR, InStock",
              "price is 10.00 EUR higher on next",
              "JSON-LD Product › offers › price"));
    }
    for (int i = 0; i < 3; i++) {
      all.add(
          of(
              Rule.SEO_NOINDEX,
              product(400 + i),
              "product",
              "index, follow",
              "noindex, follow",
              "robots meta element says noindex",
              "<meta name=\"robots\" content=\"noindex, follow\"> in template pdp-b"));
    }
    for (int i = 0; i < 126; i++) {
      all.add(
          of(
              Rule.SEO_STRUCTURED,
              product(500 + i),
              "product",
              "Product, Offer, BreadcrumbList",
              "Product, BreadcrumbList",
              "Offer is gone",
              "legacy: script[type=application/ld+json]:nth-of-type(2)"));
    }
    for (int i = 0; i < 88; i++) {
      boolean category = i < 15;
      boolean article = i >= 65;
      String url =
          category
              ? SHOP + "/c/" + LISTS.get(i % 5) + "/brand-" + i
              : article ? SHOP + "/guide/how-to-care-" + i : product(i < 33 ? 485 + i : 700 + i);
      String thing = THINGS.get(i % 6).replace('-', ' ');
      all.add(
          of(
              Rule.SEO_TITLE,
              url,
              category ? "category" : article ? "article" : "product",
              "Buy " + thing + " online | Shop",
              "Shop – " + thing,
              "title is another",
              ""));
    }
    for (int i = 0; i < 35; i++) {
      boolean category = i < 16;
      all.add(
          of(
              Rule.SEO_LINKS,
              category ? SHOP + "/c/" + LISTS.get(i % 5) + "/size-" + i : product(900 + i),
              category ? "category" : "product",
              "64 internal links",
              (41 + i % 9) + " internal links",
              (36 - i % 9) + " % of legacy's links are gone",
              "/c/outlet\n/c/new\n/help/returns\n/stores"));
    }
    for (int i = 0; i < 12; i++) {
      all.add(
          of(
              Rule.SEO_TTFB,
              SHOP + "/search?q=" + THINGS.get(i % 6) + "&page=" + i,
              "search",
              "180 ms",
              (430 + i) + " ms",
              "first byte comes " + (250 + i) + " ms later",
              ""));
    }
    all.sort(Comparator.comparing(Finding::url));
    return new AuditReport(
        "parity",
        "Parity audit",
        "www.shop.example · legacy → next · 12,480 URLs from sitemap.xml",
        STARTED,
        Duration.ofMinutes(21),
        12_480,
        Findings.of(all),
        new Basis(
            seoRules(),
            Map.of("product", 9_840L, "category", 1_180L, "article", 1_020L, "search", 440L),
            List.of(
                new Setting("similarity of main text", "at least 0.9"),
                new Setting("first byte", "at most 100 ms later (p75)"),
                new Setting("asked", "8 at a time, at most 10 a second, 10 s each"))),
        List.of(
            new Table(
                "Time to first byte",
                "75 of 100 pages are faster than this.",
                List.of("template", "legacy", "next"),
                List.of(
                    List.of("search", "180 ms", "436 ms"),
                    List.of("category", "212 ms", "141 ms"),
                    List.of("product", "190 ms", "128 ms"),
                    List.of("article", "95 ms", "88 ms")),
                2)),
        List.of("14 URLs were not compared: 11 timed out on legacy, 3 answered 503 on both."));
  }

  private static Set<Rule> seoRules() {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.id().startsWith("SEO-"))
        .filter(rule -> rule != Rule.SEO_FLIP && rule != Rule.SEO_VARY)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String product(int number) {
    return SHOP + "/p/" + (6_000 + number) + "-" + THINGS.get(number % 6);
  }

  /** A few redirects, among them what scripts and spreadsheets trip over. */
  static AuditReport few() {
    return new AuditReport(
        "redirects",
        "Redirect audit",
        "www.shop.example · 8 redirects of legacy.csv",
        STARTED,
        Duration.ofMillis(4_200),
        8,
        Findings.of(
            List.of(
                of(
                    Rule.RED_LOOP,
                    SHOP + "/a",
                    "",
                    "",
                    "/b",
                    "/a leads to /b, which leads to /a",
                    "/a → /b → /a"),
                of(
                    Rule.RED_CHAIN,
                    SHOP + "/old?x=1&y=2",
                    "product",
                    "",
                    "/new",
                    "3 hops, \"one\" would do",
                    "/old\n/older\n/new"),
                of(Rule.RED_CHAIN, SHOP + "/old2", "category", "", "/new2", "2 hops", ""),
                of(
                    Rule.RED_MANY,
                    "=cmd|' /C calc'!A0",
                    "",
                    "",
                    "<script>alert(1)</script>",
                    "-5 % \u202egnp.exe\u0000\u0007",
                    "half a pair: \ud800, an emoji: 👟"))),
        new Basis(
            Set.of(Rule.RED_LOOP, Rule.RED_CHAIN, Rule.RED_TARGET, Rule.RED_MANY),
            Map.of("product", 5L),
            List.of(new Setting("hops", "at most 1"))),
        List.of(
            new Table(
                "Where they land",
                "In the end.",
                List.of("status", "redirects"),
                List.of(List.of("200", "6"), List.of("404", "2")),
                1)),
        List.of("robots.txt of the site was not readable."));
  }

  /** Nothing was found. */
  static AuditReport clean(long checked) {
    return new AuditReport(
        "robots",
        "Robots audit",
        "www.shop.example",
        STARTED,
        Duration.ofSeconds(75),
        checked,
        Findings.of(List.of()),
        List.of(),
        List.of());
  }

  /** Every text is what an attacker would write. */
  static AuditReport hostile(List<String> texts, int templates) {
    List<Finding> all = new ArrayList<>();
    for (int i = 0; i < texts.size() * templates; i++) {
      String text = texts.get(i % texts.size());
      String template = templates == 1 ? "product" : "t" + i / texts.size() + text;
      all.add(
          new Finding(
              RULES.get(i % RULES.size()),
              SEVERITIES.get(i % 3),
              text,
              template,
              text,
              "x" + text,
              text,
              text));
    }
    return new AuditReport(
        texts.getFirst(),
        texts.getFirst(),
        texts.getFirst(),
        STARTED,
        Duration.ofDays(2),
        1,
        Findings.of(all),
        new Basis(Set.of(), Map.of(texts.getFirst(), 1L), List.of(setting(texts.getFirst()))),
        List.of(new Table(texts.getFirst(), texts.getFirst(), texts, List.of(texts, texts), 0)),
        texts);
  }

  private static Setting setting(String text) {
    return new Setting(text, text);
  }

  /** So many findings on as many URLs, made while they are walked through. */
  static AuditReport large(int findings) {
    Findings all =
        reader -> {
          for (int i = 0; i < findings; i++) {
            Rule rule = i % 1_000 == 0 ? Rule.SEO_NOINDEX : RULES.get(i % 20);
            reader.accept(
                of(
                    rule,
                    SHOP + "/p/" + i + "-" + THINGS.get(i % 6),
                    "template-" + i % 12,
                    "Buy " + THINGS.get(i % 6) + " number " + i + " online | Shop",
                    "Shop – " + THINGS.get(i % 6) + " " + i,
                    "title of page " + i + " is another",
                    "html > head > title of page " + i));
          }
        };
    return new AuditReport(
        "parity",
        "Parity audit",
        "www.shop.example",
        STARTED,
        Duration.ofHours(5),
        2L * findings,
        all,
        List.of(),
        List.of());
  }

  private static Finding of(
      Rule rule,
      String url,
      String template,
      String legacy,
      String next,
      String message,
      String evidence) {
    return new Finding(rule, rule.severity(), url, template, legacy, next, message, evidence);
  }
}
