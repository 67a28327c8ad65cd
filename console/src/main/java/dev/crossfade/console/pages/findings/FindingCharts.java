package dev.crossfade.console.pages.findings;

import dev.crossfade.console.pages.Amounts;
import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.service.FindingTrend;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Findings over time as charts. */
final class FindingCharts {
  private FindingCharts() {}

  /** Null: nobody has looked yet. */
  static @Nullable Chart open(FindingTrend trend) {
    List<FindingTrend.Hour> hours =
        trend.hours().stream().dropWhile(hour -> hour.critical() == null).toList();
    if (hours.isEmpty()) {
      return null;
    }
    List<Instant> times = hours.stream().map(FindingTrend.Hour::at).toList();
    return new Chart(
        "open-findings",
        summary(hours),
        Chart.Kind.STACK,
        "",
        times,
        List.of(
            series("minor", "minor", hours, FindingTrend.Hour::minor),
            series("major", "hold", hours, FindingTrend.Hour::major),
            series("critical", "fail", hours, FindingTrend.Hour::critical)),
        List.of(),
        null);
  }

  private static Chart.Series series(
      String name,
      String colour,
      List<FindingTrend.Hour> hours,
      Function<FindingTrend.Hour, @Nullable Long> value) {
    return new Chart.Series(
        name, colour, hours.stream().map(hour -> number(value.apply(hour))).toList());
  }

  private static double number(@Nullable Long value) {
    return value == null ? Double.NaN : value;
  }

  private static String summary(List<FindingTrend.Hour> hours) {
    FindingTrend.Hour last = hours.getLast();
    long most = 0;
    for (FindingTrend.Hour hour : hours) {
      most = Math.max(most, sum(hour));
    }
    return "Open findings over "
        + Amounts.of(hours.size(), "hour", "hours")
        + ": now "
        + known(last.critical())
        + " critical, "
        + known(last.major())
        + " major, "
        + known(last.minor())
        + " minor; at most "
        + most
        + " at once.";
  }

  private static long sum(FindingTrend.Hour hour) {
    return known(hour.critical()) + known(hour.major()) + known(hour.minor());
  }

  private static long known(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  /** Only of hours in which pages were compared; null: of too few of them. */
  static @Nullable Chart share(FindingTrend.OfOne trend, String severity) {
    List<FindingTrend.Share> hours =
        trend.hours().stream().filter(hour -> hour.pages() > 0).toList();
    if (hours.size() < 2) {
      return null;
    }
    FindingTrend.Share last = hours.getLast();
    return new Chart(
        "share",
        "The share of the compared pages that show it, over %s: %s in the last one."
            .formatted(Amounts.of(hours.size(), "hour", "hours"), Amounts.share(share(last))),
        Chart.Kind.LINES,
        "%",
        hours.stream().map(FindingTrend.Share::at).toList(),
        List.of(
            new Chart.Series(
                "of the compared pages",
                colour(severity),
                hours.stream().map(hour -> 100 * share(hour)).toList())),
        List.of(),
        null);
  }

  private static double share(FindingTrend.Share hour) {
    return Math.min(1, (double) hour.seen() / hour.pages());
  }

  private static String colour(String severity) {
    return switch (severity) {
      case "critical" -> "fail";
      case "major" -> "hold";
      default -> "minor";
    };
  }
}
