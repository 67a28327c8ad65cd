package dev.crossfade.seo.audit.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.routing.Templates;
import dev.crossfade.seo.audit.Asked;
import dev.crossfade.seo.audit.AuditReport.Table;
import dev.crossfade.seo.audit.AuditRun;
import dev.crossfade.seo.audit.AuditRun.Ended;
import dev.crossfade.seo.audit.Spool;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.robots.RobotsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of sites whose sitemap promises what they do not keep. */
class SitemapAuditTest {
  private static final String MAP = "https://shop.example/sitemap.xml";

  @TempDir private Path folder;

  private final FakeShop shop = new FakeShop();
  private String robots = "";
  private List<Table> tables = List.of();
  private List<String> notes = List.of();

  private List<Finding> audit() throws Exception {
    return audit(MAP, null, List.of(), List.of(), List.of());
  }

  private List<Finding> audit(
      String map,
      @Nullable String legacyMap,
      List<Path> lists,
      List<Path> redirects,
      List<Path> traffic)
      throws Exception {
    SitemapPlan plan =
        new SitemapPlan(
            map,
            FakeShop.SITE,
            false,
            legacyMap,
            lists,
            redirects,
            traffic,
            Instant.parse("2026-06-01T00:00:00Z"));
    try (SitemapAudit audit =
            new SitemapAudit(
                plan,
                shop,
                shop,
                new Robots.Ruled(RobotsFile.parse(robots.getBytes(StandardCharsets.UTF_8))),
                new PageReader(List.of(), 1 << 20)::read,
                Severities.of(Map.of()),
                Templates.of(List.of()));
        Spool spool =
            Spool.open(folder.resolve("spools"), new Asked("sitemap", List.of(), ""), false)) {
      Ended ended = new AuditRun<>(audit, spool, 4, Integer.MAX_VALUE).run();
      tables = ended.conclusion().tables();
      notes = ended.conclusion().notes();
      List<Finding> findings = new ArrayList<>();
      spool.findings(ended.conclusion().stands()).forEach(findings::add);
      return findings;
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<String> told(List<Finding> findings) {
    return findings.stream()
        .map(it -> it.rule() + " " + it.url().replace("https://shop.example", ""))
        .sorted()
        .toList();
  }

  @Test
  void aSiteThatKeepsItsPromises_isFine() throws Exception {
    shop.map("/sitemap.xml", "/", "/p/1").page("/").page("/p/1");

    assertThat(audit()).isEmpty();
    assertThat(tables.getLast().rows().getFirst()).startsWith(MAP, "sitemap", "2");
  }

  @Test
  void pagesThatFail_areToldWithTheirLine() throws Exception {
    shop.map("/sitemap.xml", "/404", "/410", "/500", "/silent", "/fine")
        .status("/410", 410)
        .status("/500", 500)
        .silent("/silent")
        .page("/fine");

    List<Finding> findings = audit();

    assertThat(told(findings))
        .containsExactly(
            "MAP-STATUS /404", "MAP-STATUS /410", "MAP-STATUS /500", "MAP-STATUS /silent");
    assertThat(findings)
        .anySatisfy(
            it -> {
              assertThat(it.message()).isEqualTo("is listed, and answers 404");
              assertThat(it.evidence()).isEqualTo(MAP + ":2");
            });
  }

  @Test
  void redirectsOfAllKinds_areToldWithTheirEnd() throws Exception {
    shop.map("/sitemap.xml", "/a", "/b", "/c", "/d")
        .moved("/a", "/fine")
        .moved("/b", "/a")
        .moved("/c", "/c")
        .moved("/d", "/nowhere")
        .page("/fine");

    List<Finding> findings = audit();

    assertThat(told(findings))
        .containsExactly(
            "MAP-REDIRECT /a", "MAP-REDIRECT /b", "MAP-REDIRECT /c", "MAP-REDIRECT /d");
    assertThat(findings)
        .extracting(Finding::message)
        .contains(
            "is listed, and redirects: https://shop.example/fine, which answers 200",
            "is listed, and redirects: https://shop.example/fine, 2 hops away, which answers 200",
            "is listed, and redirects: in a circle, back from https://shop.example/c",
            "is listed, and redirects: https://shop.example/nowhere, which answers 404");
  }

  @Test
  void pagesThatHideOrNameAnother_areTold() throws Exception {
    robots = "User-agent: *\nDisallow: /blocked";
    shop.map("/sitemap.xml", "/hidden", "/copy", "/blocked")
        .page("/hidden", "<meta name=robots content=noindex>")
        .page("/copy", "<link rel=canonical href='https://shop.example/original'>")
        .page("/blocked");

    List<Finding> findings = audit();

    assertThat(told(findings))
        .containsExactly("MAP-BLOCKED /blocked", "MAP-CANONICAL /copy", "MAP-NOINDEX /hidden");
    assertThat(findings)
        .extracting(Finding::next)
        .contains(
            "blocked by line 2, \"Disallow: /blocked\" (to *)", "https://shop.example/original");
  }

  @Test
  void anIndex_isReadWithItsMapsAndTheirFaults() throws Exception {
    shop.index("/sitemap.xml", "/1.xml", "/2.xml", "/lost.xml", "/inner.xml")
        .map("/1.xml", "/", "/p/1")
        .map("/2.xml", "/p/1", "/p/2", "https://other.example/")
        .index("/inner.xml", "/1.xml")
        .page("/")
        .page("/p/1")
        .page("/p/2");

    List<Finding> findings = audit();

    assertThat(told(findings))
        .containsExactly(
            "MAP-DUPLICATE /p/1",
            "MAP-LOC https://other.example/",
            "MAP-STATUS /lost.xml",
            "MAP-SYNTAX /inner.xml");
    assertThat(tables.getLast().rows()).hasSize(4);
  }

  @Test
  void languageVersions_areExpectedToNameEachOtherAndThemselves() throws Exception {
    shop.text(
            "/sitemap.xml",
            """
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:x="http://www.w3.org/1999/xhtml">
            <url><loc>https://shop.example/de</loc>
            <x:link rel="alternate" hreflang="de" href="https://shop.example/de"/>
            <x:link rel="alternate" hreflang="en" href="https://shop.example/en"/></url>
            <url><loc>https://shop.example/en</loc></url>
            <url><loc>https://shop.example/fr</loc></url>
            <url><loc>https://shop.example/it</loc></url>
            </urlset>
            """)
        .page("/de")
        .page("/en")
        .page("/fr", "<link rel=alternate hreflang=it href='https://shop.example/it'>")
        .page("/it");

    assertThat(audit())
        .extracting(Finding::rule, Finding::message)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                Rule.SEO_HREFLANG,
                "is listed with the version https://shop.example/en (en), which does not name it back"),
            org.assertj.core.groups.Tuple.tuple(
                Rule.SEO_HREFLANG,
                "the page names 1 language versions of it, and not itself among them"),
            org.assertj.core.groups.Tuple.tuple(
                Rule.SEO_HREFLANG,
                "names the version https://shop.example/it (it), which does not name it back"));
  }

  @Test
  void reconciliation_ofFiveSources_putsEachUrlIntoOneClass() throws Exception {
    shop.map("/sitemap.xml", "/kept", "/new", "/target")
        .page("/kept")
        .page("/new")
        .page("/target")
        .moved("/moved", "/target")
        .moved("/chained", "/moved")
        .moved("/astray", "/not-there")
        .status("/gone", 410)
        .page("/hidden", "<meta name=robots content=noindex>")
        .page("/variant?color=red", "<link rel=canonical href='https://shop.example/kept'>")
        .page("/unlisted")
        .page("/ignored");
    String legacyMap =
        file(
                "legacy.xml",
                """
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                <url><loc>https://old.example/kept</loc></url>
                <url><loc>https://old.example/unlisted</loc></url>
                </urlset>
                """)
            .toString();
    Path list =
        file("urls.txt", "https://old.example/gone\n/hidden\n/variant?color=red\nrubbish\n");
    Path redirects =
        file(
            "map.csv",
            "/moved,/target,301\n/chained,/target,301\n/ignored,/target,301\n/astray,/x,301\n");
    Path traffic =
        file("hits.csv", "url,hits\n/lost,1200\n/kept,50\n/target,5\n/unlisted,7\n/img/a.png,9\n");

    List<Finding> findings =
        audit(MAP, legacyMap, List.of(list), List.of(redirects), List.of(traffic));

    assertThat(tables.getFirst().rows())
        .extracting(List::getFirst, row -> row.get(2), row -> row.get(3))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Kept", "2", "55"),
            org.assertj.core.groups.Tuple.tuple("New", "1", "0"),
            org.assertj.core.groups.Tuple.tuple("Moved", "1", "0"),
            org.assertj.core.groups.Tuple.tuple("Merged", "1", "0"),
            org.assertj.core.groups.Tuple.tuple("Hidden on purpose", "1", "0"),
            org.assertj.core.groups.Tuple.tuple("Gone on purpose", "1", "0"),
            org.assertj.core.groups.Tuple.tuple("Moved by a chain", "1", "0"),
            org.assertj.core.groups.Tuple.tuple("Answers unlisted", "1", "7"),
            org.assertj.core.groups.Tuple.tuple("Not redirected", "1", "0"),
            org.assertj.core.groups.Tuple.tuple("Lost", "2", "1200"));
    assertThat(tables.get(1).rows())
        .extracting(List::getFirst)
        .containsExactly("/lost", "/unlisted", "/astray", "/chained", "/ignored");
    assertThat(told(findings))
        .containsExactly("MAP-MISSING /unlisted", "RED-MISSING /astray", "RED-MISSING /lost");
    assertThat(findings)
        .extracting(Finding::message)
        .contains("ends in an error; known to visitors (1,200 hits)");
    assertThat(notes).anyMatch(note -> note.startsWith("1 lines of the files"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "\u001f", "https://shop.example/\n"})
  void anyMap_isAuditedToItsEnd(String text) throws Exception {
    shop.text("/sitemap.xml", text).page("/");

    audit();

    assertThat(tables.getLast().rows()).hasSize(1);
  }

  @Test
  void aMapOf50000Pages_eachIsAskedForOnce() throws Exception {
    shop.map(
        "/sitemap.xml",
        IntStream.range(0, 50_000).mapToObj(i -> "/p/" + i % 49_000).toArray(String[]::new));

    List<Finding> findings = audit();

    assertThat(shop.asked()).isEqualTo(49_001);
    assertThat(findings.stream().filter(it -> it.rule() == Rule.MAP_STATUS)).hasSize(49_000);
    assertThat(findings.stream().filter(it -> it.rule() == Rule.MAP_DUPLICATE)).hasSize(1_000);
  }
}
