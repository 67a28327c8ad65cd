package dev.crossfade.seo.crawl;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;

/**
 * Something about how crawlers are served that is not as it was.
 *
 * @param rule one of the BOT rules
 * @param backend whose answers; empty: it is about no backend
 * @param template of which pages; empty: of all
 * @param share how bad, for people: {@code 12.5 %}; empty: nothing to measure
 */
public record CrawlAlarm(
    Rule rule,
    String crawler,
    String backend,
    String template,
    String share,
    String message,
    String evidence) {

  /** By which the same alarm is known at another hour. */
  record Subject(Rule rule, String crawler, String backend, String template) {}

  Subject subject() {
    return new Subject(rule, crawler, backend, template);
  }

  /** As reports tell it. */
  public Finding finding() {
    return new Finding(
        rule,
        rule.severity(),
        "",
        template,
        backend.equals("legacy") ? share : "",
        backend.equals("next") ? share : "",
        message,
        evidence);
  }

  /** The same with when it was. */
  CrawlAlarm at(String when) {
    return new CrawlAlarm(
        rule, crawler, backend, template, share, message + " (" + when + ")", evidence);
  }
}
