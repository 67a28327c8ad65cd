package dev.crossfade.deploy.gateway;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.proxy.Outcome;
import dev.crossfade.proxy.OutcomeSink;
import dev.crossfade.routing.Decision;
import dev.crossfade.seo.crawl.CrawlFlips;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Tells those who watch over search engines what crawlers were answered. */
final class CrawlWatch implements OutcomeSink {
  private final CrawlFlips flips = new CrawlFlips();
  private final MeterRegistry registry;
  private final ParityDesk parity;

  CrawlWatch(MeterRegistry registry, ParityDesk parity) {
    this.registry = registry;
    this.parity = parity;
  }

  @Override
  public void onOutcome(Outcome outcome) {
    CrawlerClaim crawler = outcome.crawler();
    Decision decision = outcome.decision();
    boolean page = outcome.status() >= 200 && outcome.status() < 300;
    if (crawler == null || !crawler.isBelieved() || decision == null || !page) {
      return;
    }
    Decision.Route route = decision.route();
    String unit = route.unit();
    if (unit != null) {
      parity.onCrawler(unit, outcome.path());
    }
    boolean next = route.backend().equals("next");
    if (!next && !route.backend().equals("legacy")) {
      return;
    }
    String query = outcome.query().isEmpty() ? "" : "?" + outcome.query();
    String url = outcome.host() + outcome.path() + query;
    long second = outcome.at().getEpochSecond();
    if (flips.onAnswer(Buckets.hash(url), next, second)) {
      CrawlFlips.Flip flip = new CrawlFlips.Flip(url, next, crawler.name(), second);
      flips.remember(flip);
      if (unit != null) {
        parity.onFlip(unit, outcome.path(), flip);
      }
      Counter.builder("crossfade.crawler.flips")
          .description("URLs that crawlers got from both storefronts within a day (SEO-FLIP).")
          .tag("unit", unit == null ? "none" : unit)
          .register(registry)
          .increment();
    }
  }
}
