package dev.crossfade.seo.live.store;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.group.Acceptance;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.group.Traffic;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Groups to be kept. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private Samples() {}

  /** Sees one page of this template break two rules. */
  static void see(Groups groups, String template, int page) {
    String url = "https://shop.example/" + template + "/" + page + "?q=%C3%BC'\"";
    groups.onCompared(
        new Pages("catalog", template),
        List.of(finding(Rule.SEO_NOINDEX, url, template), finding(Rule.SEO_TITLE, url, template)),
        new Traffic(100, 7),
        rule -> rule == Rule.SEO_TITLE,
        NOON.plusMillis(page));
  }

  /** Compares one page of this template that is as it should be. */
  static void clean(Groups groups, String template, int page) {
    groups.onCompared(
        new Pages("catalog", template),
        List.of(),
        new Traffic(10, 1),
        rule -> rule == Rule.SEO_TITLE,
        NOON.plusMillis(page));
  }

  private static Finding finding(Rule rule, String url, String template) {
    return new Finding(
        rule, rule.severity(), url, template, "index", "nöindex ☃", "is hidden", "meta robots");
  }

  /** With two templates, one group accepted and the examples of twelve pages. */
  static Groups several() {
    Groups groups = new Groups();
    for (int page = 0; page < 12; page++) {
      see(groups, "product", page);
    }
    see(groups, "category", 1);
    groups.accept("catalog.SEO-TITLE.product", new Acceptance("ana", NOON, "renamed on purpose"));
    return groups;
  }

  static List<FindingGroup> sorted(List<FindingGroup> groups) {
    return groups.stream().sorted(Comparator.comparing(FindingGroup::id)).toList();
  }
}
