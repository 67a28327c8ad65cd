package dev.crossfade.console.pages;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Figures over time, as {@code charts.js} draws them.
 *
 * @param id of the element: a chart with the same id and the same series is redrawn in place
 * @param summary the same in a sentence, for who cannot see it
 * @param kind how series are drawn
 * @param unit written after each figure, such as {@code /s}, {@code %}, {@code ms}
 * @param times of the figures, in ascending order
 * @param marks things that happened
 * @param tolerance a level that must not be passed; null: there is none
 */
public record Chart(
    String id,
    String summary,
    Kind kind,
    String unit,
    List<Instant> times,
    List<Series> series,
    List<Mark> marks,
    @Nullable Double tolerance) {
  public Chart {
    times = List.copyOf(times);
    series = List.copyOf(series);
    marks = List.copyOf(marks);
    for (Series one : series) {
      if (one.values.size() != times.size()) {
        throw new IllegalArgumentException(
            "series "
                + one.name
                + ": "
                + one.values.size()
                + " values (expected: "
                + times.size()
                + ", one a time)");
      }
    }
  }

  /** How series are drawn. */
  public enum Kind {
    /** Areas on top of each other. */
    STACK,
    /** A line each. */
    LINES,
    /** The first three series are lower bound, estimate and upper bound; the bounds are a band. */
    BAND
  }

  /**
   * One row of figures.
   *
   * @param colour a token of the style sheet without its dashes: {@code legacy}, {@code next},
   *     {@code pass}, {@code hold}, {@code fail}, {@code muted}
   * @param values NaN: there is none at that time, which is a gap
   */
  public record Series(String name, String colour, List<Double> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  /** Something that happened. */
  public record Mark(Instant at, String text) {}

  /** What the script reads; safe inside of a script element. */
  public String json() {
    Map<String, Object> chart = new LinkedHashMap<>();
    chart.put("kind", kind.name());
    chart.put("unit", unit);
    chart.put("x", times.stream().mapToDouble(t -> t.toEpochMilli() / 1000.0).toArray());
    chart.put("series", series.stream().map(Chart::json).toList());
    chart.put(
        "marks",
        marks.stream()
            .map(mark -> Map.of("at", mark.at.toEpochMilli() / 1000.0, "text", mark.text))
            .toList());
    chart.put("tolerance", tolerance);
    return JsonMapper.shared().writeValueAsString(chart).replace("<", "\\u003c");
  }

  private static Map<String, Object> json(Series series) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", series.name);
    json.put("colour", series.colour);
    json.put(
        "values", series.values.stream().map(v -> Double.isFinite(v) ? (Object) v : null).toList());
    return json;
  }
}
