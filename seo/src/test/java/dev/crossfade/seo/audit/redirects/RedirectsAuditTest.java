package dev.crossfade.seo.audit.redirects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.routing.Templates;
import dev.crossfade.seo.audit.Asked;
import dev.crossfade.seo.audit.AuditRun;
import dev.crossfade.seo.audit.AuditRun.Ended;
import dev.crossfade.seo.audit.Spool;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.url.WebUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a site whose redirects are not as they should be. */
class RedirectsAuditTest {
  private static final WebUrl ORIGIN = WebUrl.of(FakeSite.ORIGIN);

  @TempDir Path folder;

  private final FakeSite site = new FakeSite().page("/").page("/new").page("/other");
  private List<AuditTable> tables = List.of();

  private record AuditTable(List<List<String>> rows) {}

  private List<Finding> audit(String map, String urls, String previous) throws Exception {
    Path maps = Files.writeString(folder.resolve("map.csv"), map);
    Path lists = Files.writeString(folder.resolve("urls.txt"), urls);
    Path before = Files.writeString(folder.resolve("previous.csv"), previous);
    RedirectFiles files = RedirectFiles.of(List.of(maps), List.of(lists), List.of(before), ORIGIN);
    RedirectsAudit audit =
        RedirectsAudit.of(
            files,
            ORIGIN,
            Severities.of(Map.of()),
            Templates.of(List.of()),
            site,
            site,
            new PageReader(List.of(), 1 << 20),
            true,
            WebUrl.of(FakeSite.ORIGIN + "/never-was"));
    try (Spool spool =
        Spool.open(folder.resolve("spools"), new Asked("redirects", List.of(), ""), false)) {
      Ended ended = new AuditRun<>(audit, spool, 1, Integer.MAX_VALUE).run();
      tables = ended.conclusion().tables().stream().map(t -> new AuditTable(t.rows())).toList();
      List<Finding> findings = new ArrayList<>();
      spool.findings(ended.conclusion().stands()).forEach(findings::add);
      return findings;
    }
  }

  private List<Rule> rules(String map) throws Exception {
    return audit(map, "", "").stream().map(Finding::rule).toList();
  }

  @Test
  void aRedirectThatLandsInOneHop_isFine() throws Exception {
    site.redirect("/old", 301, "/new");

    assertThat(rules("/old,/new,301\n")).isEmpty();
    assertThat(tables.getFirst().rows())
        .containsExactly(List.of("lands in one hop on a page", "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/new",
    "//shop.example/new",
    "new",
    "/x/../new#top",
  })
  void aLocationWrittenInAnyWay_isTheSame(String location) throws Exception {
    site.redirect("/old", 308, location);

    assertThat(rules("/old,/new,301\n")).isEmpty();
  }

  @Test
  void aQueryThatIsCarriedAlong_isNoConflict() throws Exception {
    site.redirect("/p.php?id=7", 301, "/new?id=7").page("/new?id=7");

    assertThat(rules("/p.php?id=7,/new,301\n")).isEmpty();
  }

  @Test
  void aChain_isToldWithItsHops() throws Exception {
    site.redirect("/old", 301, "/mid").redirect("/mid", 301, "/new");

    List<Finding> findings = audit("/old,/new,301\n", "", "");

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.RED_CHAIN);
    assertThat(findings.getFirst().message())
        .isEqualTo("takes 2 hops; lead it straight to https://shop.example/new");
    assertThat(findings.getFirst().evidence())
        .startsWith(
            "https://shop.example/old 301 → https://shop.example/mid 301 → https://shop.example/new 200 (")
        .endsWith("map.csv:1)");
  }

  @Test
  void elevenHops_areMoreThanSearchEnginesFollow() throws Exception {
    site.redirect("/old", 301, "/new1");
    IntStream.rangeClosed(1, 12).forEach(i -> site.redirect("/new" + i, 301, "/new" + (i + 1)));

    List<Finding> findings = audit("/old,/new1,301\n", "", "");

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.RED_CHAIN);
    assertThat(findings.getFirst().message()).contains("10 hops");
  }

  @Test
  void aTargetThatRedirectsBack_isUndone() throws Exception {
    site.redirect("/old", 301, "/back").redirect("/back", 302, "/old");

    assertThat(rules("/old,/back,301\n")).containsExactly(Rule.RED_UNDONE, Rule.RED_TEMPORARY);
  }

  @Test
  void aCircle_isALoop() throws Exception {
    site.redirect("/old", 301, "/a").redirect("/a", 301, "/b").redirect("/b", 301, "/a");

    assertThat(rules("/old,/a,301\n")).containsExactly(Rule.RED_LOOP);
  }

  @Test
  void aRedirectToItself_isALoop() throws Exception {
    site.redirect("/old", 301, "/old");

    assertThat(rules("/old,/new,301\n")).contains(Rule.RED_LOOP);
  }

  @ParameterizedTest
  @CsvSource({"404", "410", "500", "403"})
  void aTargetThatFails_isToldWithItsStatus(int status) throws Exception {
    site.redirect("/old", 301, "/bad").status("/bad", status);

    List<Finding> findings = audit("/old,/bad,301\n", "", "");

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.RED_TARGET);
    assertThat(findings.getFirst().message()).endsWith("/bad, which answers " + status);
  }

  @Test
  void aTargetOnAHostThatIsDown_isTold() throws Exception {
    site.redirect("/old", 301, "https://down.example/x");

    assertThat(rules("/old,https://down.example/x,301\n")).containsExactly(Rule.RED_TARGET);
  }

  @ParameterizedTest
  @CsvSource({"mailto:a@b.example", "''"})
  void aLocationThatIsNone_isTold(String location) throws Exception {
    site.redirect("/old", 301, location);

    assertThat(rules("/old,/new,301\n")).contains(Rule.RED_TARGET);
  }

  @ParameterizedTest
  @CsvSource({"302", "303", "307"})
  void aTemporaryRedirect_isTold(int status) throws Exception {
    site.redirect("/old", status, "/new");

    assertThat(rules("/old,/new,301\n")).containsExactly(Rule.RED_TEMPORARY);
  }

  @Test
  void aSiteThatSaysAnotherTarget_contradictsItsMap() throws Exception {
    site.redirect("/old", 301, "/other");

    List<Finding> findings = audit("/old,/new,301\n", "", "");

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.RED_CONFLICT);
    assertThat(findings.getFirst().legacy()).isEqualTo("301 https://shop.example/new");
    assertThat(findings.getFirst().next()).isEqualTo("301 /other");
  }

  @ParameterizedTest
  @CsvSource({"200, RED_CONFLICT", "404, RED_MISSING", "503, RED_CONFLICT"})
  void aSourceThatIsNotRedirected_isTold(int status, Rule rule) throws Exception {
    site.status("/old", status);

    assertThat(rules("/old,/new,301\n")).containsExactly(rule);
  }

  @ParameterizedTest
  @CsvSource({"410, 0", "404, 0", "200, 1"})
  void aPageThatShallBeGone_isGone(int status, int findings) throws Exception {
    site.status("/old", status);

    assertThat(rules("/old,,410\n")).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 3"})
  void theHomePage_isATargetForFew(int sources, int findings) throws Exception {
    String map =
        IntStream.range(0, sources)
            .mapToObj(i -> "/o" + i + ",/,301\n")
            .collect(Collectors.joining());
    IntStream.range(0, sources).forEach(i -> site.redirect("/o" + i, 301, "/"));

    assertThat(rules(map)).hasSize(findings).allMatch(Rule.RED_HOME::equals);
  }

  @Test
  void manyThatLeadToOne_areToldOnce_andItIsAskedOnce() throws Exception {
    String map =
        IntStream.range(0, 25)
            .mapToObj(i -> "/o" + i + ",/new,301\n")
            .collect(Collectors.joining());
    IntStream.range(0, 25).forEach(i -> site.redirect("/o" + i, 301, "/new"));

    List<Finding> findings = audit(map, "", "");

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.RED_MANY);
    assertThat(findings.getFirst().message()).isEqualTo("25 redirects lead to this one page");
    assertThat(site.asked()).isEqualTo(25 + 3); // and the page, one that never was, and robots.txt
  }

  @Test
  void aSourceThatDoesNotAnswer_cannotBeFollowed() throws Exception {
    assertThat(rules("https://down.example/x,/new,301\n")).containsExactly(Rule.RED_INVALID);
  }

  @Test
  void anAddressOfTheList_thatIsNotFoundAndHasNoRedirect_isMissing() throws Exception {
    site.redirect("/old", 301, "/new")
        .redirect("/moved", 301, "/new")
        .redirect("/in-map", 301, "/new");

    List<Finding> findings =
        audit(
            "/in-map,/new,301\n", "/old\n/lost\n# no\n\nhttps://shop.example/moved\n/in-map\n", "");

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.RED_MISSING);
    assertThat(findings.getFirst().url()).isEqualTo("https://shop.example/lost");
  }

  @Test
  void aRedirectThatWasRemoved_isTooYoungToGo() throws Exception {
    site.redirect("/kept", 301, "/new").page("/page-again");

    List<Finding> findings =
        audit("/kept,/new,301\n", "", "/kept,/x,301\n/gone,/new,301\n/page-again,/new,301\n");

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.RED_YOUNG);
    assertThat(findings.getFirst().url()).isEqualTo("https://shop.example/gone");
    assertThat(findings.getFirst().message()).contains("previous.csv:2");
  }

  @Test
  void files_tellWhatWasPassedOver() throws Exception {
    Path map =
        Files.writeString(
            folder.resolve("_redirects"), "/a /x 301\n/a /y 301\n/b/* /y/:splat 301\n/c /z 999\n");

    RedirectFiles files = RedirectFiles.of(List.of(map), List.of(), List.of(), ORIGIN);

    assertThat(files.redirects()).isEqualTo(1);
    assertThat(files.patterns()).isEqualTo(1);
    assertThat(files.twice()).isEqualTo(1);
    assertThat(files.badLines()).isEqualTo(1);
    assertThat(files.problems().getFirst()).contains("_redirects:4");
  }

  @Test
  void aTargetLikeThePageForAddressesThatNeverWere_isASoft404() throws Exception {
    site.softUnknown().redirect("/old", 301, "/nothing-here");

    List<Finding> findings = audit("/old,/nothing-here,301\n", "/lost\n", "");

    assertThat(findings)
        .extracting(Finding::rule)
        .containsExactlyInAnyOrder(Rule.RED_TARGET, Rule.RED_MISSING);
    assertThat(findings.getFirst().message()).contains("soft 404");
  }

  @Test
  void aTargetThatIsHiddenFromSearch_isTold() throws Exception {
    site.redirect("/old", 301, "/hidden")
        .page("/hidden", "<head><meta name=robots content=noindex></head><p>hidden</p>");

    List<Finding> findings = audit("/old,/hidden,301\n", "", "");

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.RED_TARGET);
    assertThat(findings.getFirst().message()).contains("says noindex (");
  }

  @Test
  void aTargetThatRobotsTxtBlocks_isToldWithTheLine() throws Exception {
    site.redirect("/old", 301, "/private/x")
        .page("/private/x")
        .page("/robots.txt", "User-agent: *\nDisallow: /private/\n");

    List<Finding> findings = audit("/old,/private/x,301\n", "", "");

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.RED_TARGET);
    assertThat(findings.getFirst().message()).contains("blocked by line 2");
  }
}
