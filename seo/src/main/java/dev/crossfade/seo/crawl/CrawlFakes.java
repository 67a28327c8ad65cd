package dev.crossfade.seo.crawl;

import dev.crossfade.seo.finding.Rule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code BOT-FAKE}: many requests of a day call themselves a crawler that they are not. */
final class CrawlFakes {
  private static final int HOURS = 24;
  private static final int LEAST = 100;
  private static final double SHARE = 0.05;

  private CrawlFakes() {}

  static void find(CrawlPast past, long now, List<CrawlAlarm> found) {
    Map<String, long[]> claims = new TreeMap<>();
    past.counts()
        .forEach(
            (kind, count) -> {
              if (kind.hour() > now - HOURS && kind.hour() <= now) {
                long[] claim = claims.computeIfAbsent(kind.crawler(), _ -> new long[2]);
                claim[0] += count;
                claim[1] += kind.isGenuine() ? 0 : count;
              }
            });
    claims.forEach(
        (crawler, claim) -> {
          if (claim[1] >= LEAST && claim[1] >= SHARE * claim[0]) {
            found.add(
                new CrawlAlarm(
                    Rule.BOT_FAKE,
                    crawler,
                    "",
                    "",
                    CrawlErrors.percent(claim[1], claim[0]),
                    "%s of %d requests in the last 24 hours that say %s came from addresses that are not its own"
                        .formatted(CrawlErrors.percent(claim[1], claim[0]), claim[0], crawler),
                    claim[1] + " requests"));
          }
        });
  }
}
