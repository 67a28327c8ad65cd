package dev.crossfade.console.pages.overview;

import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.pages.Chart.Series;
import dev.crossfade.console.pages.rollout.Words;
import dev.crossfade.console.service.TrafficService.Flow;
import dev.crossfade.console.service.TrafficService.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Requests over time by storefront, as a chart, in a sentence and as a table.
 *
 * @param sentence what the chart shows, in words
 * @param rows of the table, a selection where there are many steps
 */
public record TrafficView(Chart chart, String sentence, List<Row> rows, List<String> names) {
  private static final int MOST_ROWS = 20;

  public TrafficView {
    rows = List.copyOf(rows);
    names = List.copyOf(names);
  }

  /** One step of each storefront. */
  public record Row(Instant at, List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** One step of one storefront, in words. */
  public record Cell(String name, String requests, String errors, String p95) {}

  static TrafficView of(Flow flow, String during) {
    List<Line> lines = ordered(flow.lines());
    List<Instant> times = flow.times();
    String sentence = sentence(lines, during);
    Chart chart =
        new Chart(
            "traffic-chart",
            "Requests per second by storefront. " + sentence,
            Chart.Kind.STACK,
            "/s",
            times,
            series(lines, Line::requests),
            flow.marks().stream()
                .map(
                    mark ->
                        new Chart.Mark(
                            mark.at(), mark.unit() + " " + Words.percent(mark.exposure())))
                .toList(),
            null);
    return new TrafficView(
        chart, sentence, rows(lines, times), lines.stream().map(Line::name).toList());
  }

  /** Whether there was any request. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  static List<Series> series(List<Line> lines, Function<Line, List<Double>> figure) {
    return lines.stream()
        .map(line -> new Series(line.name(), colour(line.name()), figure.apply(line)))
        .toList();
  }

  private static String colour(String name) {
    return name.equals("legacy") || name.equals("next") ? name : "muted";
  }

  /** Next last, which a stack has at the bottom: there one sees it grow. */
  static List<Line> ordered(List<Line> lines) {
    return lines.stream()
        .filter(line -> line.total() > 0)
        .sorted(Comparator.comparingInt(line -> List.of("legacy", "next").indexOf(line.name())))
        .toList();
  }

  private static String sentence(List<Line> lines, String during) {
    long total = lines.stream().mapToLong(Line::total).sum();
    if (total == 0) {
      return during + ": no request.";
    }
    List<String> parts = new ArrayList<>();
    for (Line line : lines.reversed()) {
      parts.add(
          "%s of them to %s, of which %s failed"
              .formatted(
                  Readings.percent(100.0 * line.total() / total),
                  line.name(),
                  Readings.percent(100.0 * line.failed() / line.total())));
    }
    return during + ": " + Readings.count(total, "request") + "; " + String.join("; ", parts) + ".";
  }

  private static List<Row> rows(List<Line> lines, List<Instant> times) {
    List<Row> rows = new ArrayList<>();
    int step = Math.max(1, Math.ceilDiv(times.size(), MOST_ROWS));
    for (int at = times.size() - 1; at >= 0 && !lines.isEmpty(); at -= step) {
      int i = at;
      rows.add(new Row(times.get(i), lines.stream().map(line -> cell(line, i)).toList()));
    }
    return rows;
  }

  private static Cell cell(Line line, int i) {
    return new Cell(
        line.name(),
        Readings.perSecond(line.requests().get(i)),
        Readings.percent(line.errors().get(i)),
        Readings.millis(line.p95().get(i)));
  }
}
