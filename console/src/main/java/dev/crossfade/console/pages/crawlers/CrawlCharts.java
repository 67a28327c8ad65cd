package dev.crossfade.console.pages.crawlers;

import dev.crossfade.console.pages.Amounts;
import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.service.CrawlService.Hits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests of crawlers over time, by storefront. */
final class CrawlCharts {
  private static final Duration HOUR = Duration.ofHours(1);

  private CrawlCharts() {}

  /**
   * The chart.
   *
   * @param hits told apart by hour and by backend
   */
  static Chart byHour(List<Hits> hits, Instant from, Instant to) {
    Map<Instant, long[]> sums = new HashMap<>();
    long[] total = new long[3];
    for (Hits one : hits) {
      int column = column(String.valueOf(one.kind().get("backend")));
      Instant hour = Instant.parse(String.valueOf(one.kind().get("hour")));
      sums.computeIfAbsent(hour, _ -> new long[3])[column] += one.hits();
      total[column] += one.hits();
    }
    List<Instant> times = new ArrayList<>();
    for (Instant hour = from; !hour.isAfter(to); hour = hour.plus(HOUR)) {
      times.add(hour);
    }
    return new Chart(
        "crawl",
        "Requests of crawlers an hour, over %s: %s answered by next, %s by legacy, %s by neither."
            .formatted(
                Amounts.of(times.size(), "hour", "hours"),
                Amounts.of(total[1]),
                Amounts.of(total[0]),
                Amounts.of(total[2])),
        Chart.Kind.STACK,
        "",
        times,
        List.of(
            series("neither", "muted", times, sums, 2),
            series("next", "next", times, sums, 1),
            series("legacy", "legacy", times, sums, 0)),
        List.of(),
        null);
  }

  private static int column(String backend) {
    return switch (backend) {
      case "legacy" -> 0;
      case "next" -> 1;
      default -> 2;
    };
  }

  private static Chart.Series series(
      String name, String colour, List<Instant> times, Map<Instant, long[]> sums, int column) {
    List<Double> values = new ArrayList<>();
    for (Instant hour : times) {
      long[] sum = sums.get(hour);
      values.add(sum == null ? 0.0 : (double) sum[column]);
    }
    return new Chart.Series(name, colour, values);
  }
}
