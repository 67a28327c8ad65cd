package dev.crossfade.seo.parity;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.List;

/**
 * All rules of parity, as configured. What legacy does wrong itself is not held against next.
 * Thread-safe.
 */
public final class Parity {
  /** In the order of {@link dev.crossfade.seo.finding.Rule}, which is that of findings. */
  static final List<ParityRule> RULES =
      List.of(
          new StatusRule(),
          new NoindexRule(),
          new CanonicalRule(),
          new TitleRule(),
          new DescriptionRule(),
          new HeadingRule(),
          new HreflangRule(),
          new StructuredRule(),
          new PriceRule(),
          new LinksRule(),
          new ContentRule(),
          new OpenGraphRule(),
          new ImageAltRule(),
          new PaginationRule(),
          new LanguageRule(),
          new ViewportRule(),
          new VaryRule());

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
    WebUrl asked = WebUrl.parse(url);
    Pair pair = new Pair(asked == null ? legacy.url() : asked, legacy, next, site);
    List<Finding> findings = new ArrayList<>();
    for (ParityRule rule : RULES) {
      Severity severity = severities.of(rule.rule(), template);
      if (severity != null && rule.isAbout(pair)) {
        Noted noted = new Noted();
        rule.check(pair, noted);
        noted.addTo(findings, rule.rule(), severity, url, template);
      }
    }
    return List.copyOf(findings);
  }
}
