package dev.crossfade.console.pages.crawlers;

import dev.crossfade.console.pages.Amounts;
import dev.crossfade.console.pages.Chart;
import java.util.List;
import java.util.function.ToLongFunction;

/** Requests of crawlers over time, by storefront. */
final class CrawlCharts {
  private CrawlCharts() {}

  static Chart of(List<CrawlHour> hours) {
    return new Chart(
        "crawl-chart",
        "Requests of crawlers an hour, over %s: %s answered by next, %s by legacy, %s by neither."
            .formatted(
                Amounts.of(hours.size(), "hour", "hours"),
                sum(hours, CrawlHour::next),
                sum(hours, CrawlHour::legacy),
                sum(hours, CrawlHour::other)),
        Chart.Kind.STACK,
        "",
        hours.stream().map(CrawlHour::at).toList(),
        List.of(
            series("neither", "muted", hours, CrawlHour::other),
            series("next", "next", hours, CrawlHour::next),
            series("legacy", "legacy", hours, CrawlHour::legacy)),
        List.of(),
        null);
  }

  private static String sum(List<CrawlHour> hours, ToLongFunction<CrawlHour> of) {
    return Amounts.of(hours.stream().mapToLong(of).sum());
  }

  private static Chart.Series series(
      String name, String colour, List<CrawlHour> hours, ToLongFunction<CrawlHour> of) {
    return new Chart.Series(
        name, colour, hours.stream().map(hour -> (double) of.applyAsLong(hour)).toList());
  }
}
