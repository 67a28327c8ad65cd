package dev.crossfade.console.pages.overview;

import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.service.TrafficService.Flow;
import dev.crossfade.console.service.TrafficService.Line;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Errors and latencies, next against legacy.
 *
 * @param unit whose arms these are; null: storefronts, with all that they serve
 */
public record ArmsView(@Nullable String unit, Chart errors, Chart latency, boolean isEmpty) {
  static ArmsView of(@Nullable String unit, Flow flow) {
    List<Line> lines = TrafficView.ordered(flow.lines());
    return new ArmsView(
        unit,
        chart("errors-chart", "%", flow, lines, Line::errors, "Requests that failed"),
        chart("latency-chart", "ms", flow, lines, Line::p95, "Until the first byte, p95"),
        lines.isEmpty());
  }

  private static Chart chart(
      String id,
      String unit,
      Flow flow,
      List<Line> lines,
      Function<Line, List<Double>> figure,
      String what) {
    String now =
        lines.stream()
            .map(line -> line.name() + " " + now(Readings.last(figure.apply(line)), unit))
            .collect(Collectors.joining(", "));
    return new Chart(
        id,
        what + " over time; the last: " + (now.isEmpty() ? "none" : now) + ".",
        Chart.Kind.LINES,
        unit,
        lines.isEmpty() ? List.of() : flow.times(),
        TrafficView.series(lines, figure),
        List.of(),
        null);
  }

  private static String now(double value, String unit) {
    return unit.equals("%") ? Readings.percent(value) : Readings.millis(value);
  }
}
