package dev.crossfade.seo.audit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.routing.Templates;
import dev.crossfade.seo.audit.Asked;
import dev.crossfade.seo.audit.AuditRun;
import dev.crossfade.seo.audit.AuditRun.Ended;
import dev.crossfade.seo.audit.Spool;
import dev.crossfade.seo.fetch.Fetched;
import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Cause;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two storefronts, and what is said of the second. */
class ParityAuditTest {
  private static final WebUrl ORIGIN = WebUrl.of("https://www.shop.example");
  private static final WebUrl LEGACY = WebUrl.of("http://legacy.example");
  private static final WebUrl NEXT = WebUrl.of("http://next.example");

  @TempDir Path spools;

  private final List<String> asked = new ArrayList<>();
  private Function<String, String> legacyTitle = path -> "All about " + path;
  private Function<String, String> nextTitle = path -> "All about " + path;
  private List<String> notes = List.of();

  private Fetched get(WebUrl url) {
    asked.add(url.toString());
    Function<String, String> titles = url.host().equals(LEGACY.host()) ? legacyTitle : nextTitle;
    String title = titles.apply(url.path());
    if (title.isEmpty()) {
      return new Failed(url, Cause.CONNECT, url + ": connection refused");
    }
    String page =
        "<!doctype html><html lang=en><head><title>"
            + title
            + "</title><link rel=canonical href=https://www.shop.example"
            + url.path()
            + "></head><body><main><h1>Shoes</h1><p>"
            + "All our shoes are made of the best leather there is. ".repeat(10)
            + "</main></body></html>";
    return new Answered(
        new Answer(
            url,
            200,
            new Fields(Map.of("content-type", List.of("text/html; charset=utf-8"))),
            page.getBytes(StandardCharsets.UTF_8),
            false,
            -1));
  }

  private List<Finding> audit(int pages) throws Exception {
    ParityAudit audit =
        ParityAudit.of(
            new ParityAudit.Shop(ORIGIN, LEGACY, NEXT, url -> url),
            each ->
                IntStream.range(0, pages)
                    .forEach(i -> each.accept(WebUrl.of(ORIGIN.origin() + "/p" + i))),
            Severities.of(Map.of()),
            Templates.of(List.of()),
            this::get,
            new PageReader(List.of(), 1 << 20),
            WebUrl.of(ORIGIN.origin() + "/never-was"));
    try (Spool spool = Spool.open(spools, new Asked("parity", List.of(), ""), false)) {
      Ended ended = new AuditRun<>(audit, spool, 1, Integer.MAX_VALUE).run();
      notes = ended.conclusion().notes();
      List<Finding> findings = new ArrayList<>();
      spool.findings(ended.conclusion().stands()).forEach(findings::add);
      return findings;
    }
  }

  @Test
  void pagesThatSayTheSame_areFine() throws Exception {
    assertThat(audit(30)).isEmpty();
    assertThat(asked).as("legacy is asked twice only where something was found").hasSize(2 + 60);
  }

  @Test
  void aPageThatSaysSomethingElse_isAFindingWithItsPublicAddress() throws Exception {
    nextTitle = path -> path.equals("/p3") ? "Welcome to our shop" : "All about " + path;

    List<Finding> findings = audit(10);

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.SEO_TITLE);
    assertThat(findings.getFirst().url()).isEqualTo("https://www.shop.example/p3");
  }

  @Test
  void whatLegacyContradictsInItself_isNotHeldAgainstNext() throws Exception {
    int[] times = {0};
    legacyTitle =
        path -> "Offer " + "abcdefghijklmnopqrstuvwxyz".charAt(times[0]++ % 26) + " of today";

    assertThat(audit(100)).isEmpty();
    assertThat(notes).singleElement().asString().startsWith("SEO-TITLE on other pages is not told");
  }

  @Test
  void aPageThatNextDoesNotAnswer_isAFinding() throws Exception {
    nextTitle = path -> path.equals("/p3") ? "" : "All about " + path;

    List<Finding> findings = audit(10);

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.SEO_STATUS);
    assertThat(findings.getFirst().message()).contains("connection refused");
  }

  @Test
  void aPageThatLegacyDoesNotAnswer_isNotComparedAndCounted() throws Exception {
    legacyTitle = path -> path.equals("/p3") ? "" : "All about " + path;

    assertThat(audit(10)).isEmpty();
    assertThat(notes).containsExactly("1 pages were not compared: legacy did not answer.");
  }

  @Test
  void aPageThatMoved_isAskedForWhereItIsOnNext() throws Exception {
    ParityAudit audit =
        ParityAudit.of(
            new ParityAudit.Shop(
                ORIGIN, LEGACY, NEXT, url -> WebUrl.of(ORIGIN.origin() + "/new" + url.path())),
            each -> each.accept(WebUrl.of("https://www.shop.example/p1?x=1")),
            Severities.of(Map.of()),
            Templates.of(List.of()),
            this::get,
            new PageReader(List.of(), 1 << 20),
            WebUrl.of(ORIGIN.origin() + "/never-was"));
    asked.clear();

    audit.check(WebUrl.of("https://www.shop.example/p1?x=1"));

    assertThat(asked).startsWith("http://legacy.example/p1?x=1", "http://next.example/new/p1");
  }
}
