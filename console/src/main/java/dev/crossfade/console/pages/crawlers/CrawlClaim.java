package dev.crossfade.console.pages.crawlers;

import dev.crossfade.console.service.CrawlService.Hits;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who says to be a crawler, and is.
 *
 * @param verified requests from addresses that are the crawler's own
 * @param claimed requests whose address nobody could tell of
 * @param fake requests from addresses that are not its own
 */
public record CrawlClaim(String crawler, long verified, long claimed, long fake) {

  /** Hits must be told apart by crawler and by whether it is verified. */
  static List<CrawlClaim> of(List<Hits> hits) {
    Map<String, CrawlClaim> claims = new TreeMap<>();
    for (Hits one : hits) {
      String crawler = String.valueOf(one.kind().get("crawler"));
      long count = one.hits();
      CrawlClaim claim =
          switch (String.valueOf(one.kind().get("verified"))) {
            case "yes" -> new CrawlClaim(crawler, count, 0, 0);
            case "no" -> new CrawlClaim(crawler, 0, 0, count);
            default -> new CrawlClaim(crawler, 0, count, 0);
          };
      claims.merge(crawler, claim, CrawlClaim::plus);
    }
    return claims.values().stream()
        .sorted(Comparator.comparingLong(CrawlClaim::fake).reversed())
        .toList();
  }

  private CrawlClaim plus(CrawlClaim other) {
    return new CrawlClaim(
        crawler, verified + other.verified, claimed + other.claimed, fake + other.fake);
  }
}
