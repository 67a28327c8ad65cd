package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.config.model.Severity;
import dev.crossfade.routing.Templates;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects findings, as bad as the configuration says. One thread at a time. */
final class Found {
  private final Words words;
  private final List<Finding> findings = new ArrayList<>();

  /** What the configuration says of rules and templates. */
  record Words(Severities severities, Templates templates) {
    /** Null: the rule is off there. */
    @Nullable Finding finding(Rule rule, String url, String next, String message, String evidence) {
      WebUrl page = WebUrl.parse(url);
      String template = page == null ? "" : templates.nameOf(page.path());
      Severity severity = severities.of(rule, template);
      return severity == null
          ? null
          : new Finding(rule, severity, url, template, "", next, message, evidence);
    }
  }

  Found(Words words) {
    this.words = words;
  }

  /**
   * One thing that is wrong.
   *
   * @param next what the site says
   */
  void add(Rule rule, String url, String next, String message, String evidence) {
    Finding finding = words.finding(rule, url, next, message, evidence);
    if (finding != null) {
      findings.add(finding);
    }
  }

  int size() {
    return findings.size();
  }

  List<Finding> all() {
    return findings;
  }
}
