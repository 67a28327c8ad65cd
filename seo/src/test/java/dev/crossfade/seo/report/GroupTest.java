package dev.crossfade.seo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupTest {
  private static Group group(Rule rule, String... urls) {
    Group group = new Group(Severity.MAJOR, rule, "product", 10);
    for (String url : urls) {
      group.add(new Finding(rule, Severity.MAJOR, url, "product", "", "", "", ""));
    }
    return group;
  }

  /** Structured data and prices of one page may be wrong in several ways. */
  @Test
  void sentence_pageWithSeveralFindings_isOnePage() {
    Group group = group(Rule.SEO_STRUCTURED, "/p/1", "/p/1", "/p/2");

    assertThat(group.count()).isEqualTo(3);
    assertThat(group.urls()).isEqualTo(2);
    assertThat(group.sentence()).isEqualTo("2 product pages lost structured data");
    assertThat(Group.merged(List.of(group, group(Rule.SEO_STRUCTURED, "/p/3")), 1).urls())
        .isEqualTo(3);
  }

  @Test
  void sentence_alarmsAboutNoUrl_areToldByTheirNumber() {
    assertThat(group(Rule.BOT_DROP, "", "").sentence())
        .isEqualTo("The site is crawled less than before, 2 times");
  }
}
