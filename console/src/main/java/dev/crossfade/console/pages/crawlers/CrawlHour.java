package dev.crossfade.console.pages.crawlers;

import dev.crossfade.console.service.CrawlService.Hits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests of crawlers in one hour, by storefront.
 *
 * @param other requests that neither answered
 */
public record CrawlHour(Instant at, long legacy, long next, long other) {
  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * Every hour of a time, the oldest first.
   *
   * @param hits told apart by hour and by backend
   */
  static List<CrawlHour> of(List<Hits> hits, Instant from, Instant to) {
    Map<Instant, CrawlHour> sums = new HashMap<>();
    for (Hits one : hits) {
      Instant at = Instant.parse(String.valueOf(one.kind().get("hour")));
      long count = one.hits();
      CrawlHour hour =
          switch (String.valueOf(one.kind().get("backend"))) {
            case "legacy" -> new CrawlHour(at, count, 0, 0);
            case "next" -> new CrawlHour(at, 0, count, 0);
            default -> new CrawlHour(at, 0, 0, count);
          };
      sums.merge(at, hour, CrawlHour::plus);
    }
    List<CrawlHour> hours = new ArrayList<>();
    for (Instant at = from; !at.isAfter(to); at = at.plus(HOUR)) {
      hours.add(sums.getOrDefault(at, new CrawlHour(at, 0, 0, 0)));
    }
    return hours;
  }

  private CrawlHour plus(CrawlHour more) {
    return new CrawlHour(at, legacy + more.legacy, next + more.next, other + more.other);
  }
}
