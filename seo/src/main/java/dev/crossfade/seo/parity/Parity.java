package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Page;
import java.util.List;

/** All rules of parity, as configured. Thread-safe. */
public final class Parity {
  private final Site site;
  private final Severities severities;

  public Parity(Site site, Severities severities) {
    this.site = site;
    this.severities = severities;
  }

  /**
   * What next tells search engines worse than legacy, at most one finding a rule.
   *
   * @param url of the page, as the public asks for it
   */
  public List<Finding> compare(String url, String template, Page legacy, Page next) {
    return site.storefronts().isEmpty() || severities.of(Rule.SEO_STATUS, template) == null
        ? List.of()
        : List.of(
            new Finding(
                Rule.SEO_STATUS,
                Rule.SEO_STATUS.severity(),
                url,
                template,
                "" + legacy.status(),
                "" + next.status(),
                "",
                ""));
  }
}
