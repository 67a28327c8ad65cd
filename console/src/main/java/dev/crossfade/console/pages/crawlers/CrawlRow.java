package dev.crossfade.console.pages.crawlers;

import dev.crossfade.console.pages.Amounts;

/**
 * What one crawler, template or status has of all requests.
 *
 * @param name as it is shown
 * @param href where only these are shown
 * @param legacy requests that legacy answered
 * @param other requests that neither answered: redirects, refusals, other backends
 * @param legacyErrors of legacy's how many were errors
 */
public record CrawlRow(
    String name,
    String href,
    long legacy,
    long next,
    long other,
    long legacyErrors,
    long nextErrors) {

  public long hits() {
    return legacy + next + other;
  }

  /** Which share of legacy's answers were errors; empty: it answered none. */
  public String legacyShare() {
    return legacy == 0 ? "" : Amounts.share((double) legacyErrors / legacy);
  }

  public String nextShare() {
    return next == 0 ? "" : Amounts.share((double) nextErrors / next);
  }

  /** A share of the widest row, of a hundred. */
  public double width(long hits, long widest) {
    return widest == 0 ? 0 : Math.round(1000.0 * hits / widest) / 10.0;
  }
}
