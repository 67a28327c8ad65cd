package dev.crossfade.seo.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Seo.Level;
import dev.crossfade.config.model.Seo.RuleOverride;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateMemoryTest {
  private static final String USUAL =
      "<header><nav><ul><li><a href=/>Home</a></ul></nav></header><main><article><h1>A</h1>"
          + "<figure><img src=a.jpg alt=a></figure><p>Text</p><form><button>Buy</button></form>"
          + "</article></main><footer><div><a href=/about>About</a></div></footer>";
  private static final String BROKEN =
      "<div><section><h2>One moment</h2><p>Sorry</p></section></div>";

  private final TemplateMemory memory = new TemplateMemory(Severities.of(Map.of()));

  @Test
  void observe_firstPages_saysNothing() {
    for (int i = 0; i < 9; i++) {
      observe(USUAL, USUAL);
    }

    assertThat(observe(USUAL, BROKEN)).isEmpty();
  }

  @Test
  void observe_pageThatFellOut_isFound() {
    observeMany(USUAL, 20);

    List<Finding> findings = observe(USUAL, BROKEN);

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(Rule.SEO_TEMPLATE);
              assertThat(finding.message()).contains("template product on next (likeness 0.");
            });
    assertThat(observe(USUAL, USUAL)).isEmpty();
  }

  @Test
  void observe_pageThatIsUnusualOnLegacyToo_isNone() {
    observeMany(USUAL, 20);

    assertThat(observe(BROKEN, BROKEN)).isEmpty();
  }

  @Test
  void observe_templateThatWasRebuilt_isLearntAnew() {
    observeMany(USUAL, 20);
    int found = 0;
    for (int i = 0; i < 60; i++) {
      found += observe(USUAL, BROKEN).size();
    }

    assertThat(found).isEqualTo(11);
    assertThat(observe(USUAL, USUAL)).hasSize(1);
  }

  @Test
  void observe_anotherTemplate_isMeasuredByItsOwnPages() {
    observeMany(USUAL, 20);

    assertThat(memory.observe("/", "home", page(USUAL, 0), page(BROKEN, 0))).isEmpty();
  }

  @Test
  void observe_nextThatIsSlowOnMostPages_isFoundOnceEnoughWereSeen() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      findings =
          memory.observe("/", "product", page(USUAL, 100), page(USUAL, i % 2 == 0 ? 90 : 400));
      assertThat(findings).hasSize(i == 19 ? 1 : 0);
    }

    assertThat(findings.getFirst().rule()).isEqualTo(Rule.SEO_TTFB);
    assertThat(findings.getFirst().message())
        .isEqualTo(
            "three of four pages of template product begin within 400 ms, on legacy within 100 ms");
    assertThat(memory.observe("/", "product", page(USUAL, 100), page(USUAL, 100))).isEmpty();
  }

  @Test
  void observe_nextThatIsALittleSlower_isNone() {
    for (int i = 0; i < 50; i++) {
      assertThat(memory.observe("/", "product", page(USUAL, 20), page(USUAL, 110))).isEmpty();
    }
  }

  @Test
  void observe_timesThatWereNotMeasured_areNotCompared() {
    for (int i = 0; i < 50; i++) {
      assertThat(memory.observe("/", "product", page(USUAL, -1), page(USUAL, 9_000))).isEmpty();
    }
  }

  @Test
  void observe_ruleThatIsOff_saysNothing() {
    TemplateMemory silent =
        new TemplateMemory(
            Severities.of(Map.of("SEO-TEMPLATE", new RuleOverride(Level.OFF, List.of()))));
    for (int i = 0; i < 20; i++) {
      silent.observe("/", "product", page(USUAL, 0), page(USUAL, 0));
    }

    assertThat(silent.observe("/", "product", page(USUAL, 0), page(BROKEN, 0))).isEmpty();
  }

  private void observeMany(String html, int count) {
    for (int i = 0; i < count; i++) {
      observe(html, html);
    }
  }

  private List<Finding> observe(String legacy, String next) {
    return memory.observe("/p/1", "product", page(legacy, 0), page(next, 0));
  }

  private static Page page(String body, int millis) {
    byte[] bytes =
        ("<html><head><title>A</title></head><body>" + body).getBytes(StandardCharsets.UTF_8);
    Fields fields = new Fields(Map.of("content-type", List.of("text/html")));
    return new PageReader(List.of(), 1 << 20)
        .read(
            new Answer(
                WebUrl.of("https://shop.example/"),
                200,
                fields,
                bytes,
                false,
                millis < 0 ? -1 : millis * 1_000_000L));
  }
}
