package dev.crossfade.console.pages.overview;

import dev.crossfade.console.service.TrafficService.Flow;
import dev.crossfade.console.service.TrafficService.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Requests of a unit by storefront as two small lines of one scale.
 *
 * @param summary the same in words
 */
public record Spark(List<Path> paths, String summary) {
  static final int WIDTH = 132;
  static final int HEIGHT = 30;
  private static final int EDGE = 2;

  /** More points than this nobody can tell apart on so little room. */
  private static final int MOST = 90;

  public Spark {
    paths = List.copyOf(paths);
  }

  /** One storefront's line, as the {@code d} of an SVG path. */
  public record Path(String storefront, String line) {}

  static Spark of(Flow flow, String during) {
    double most = 0;
    for (Line line : flow.lines()) {
      for (double value : line.requests()) {
        most = Double.isNaN(value) ? most : Math.max(most, value);
      }
    }
    List<Path> paths = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Line line : flow.lines()) {
      if (line.total() > 0 && (line.name().equals("legacy") || line.name().equals("next"))) {
        paths.add(new Path(line.name(), path(line.requests(), most)));
        words.add(Readings.count(line.total(), "request") + " to " + line.name());
      }
    }
    String summary = during + ": " + (words.isEmpty() ? "no requests" : String.join(", ", words));
    return new Spark(paths, summary);
  }

  /** A new stroke begins after each gap. */
  private static String path(List<Double> values, double most) {
    int step = Math.max(1, Math.ceilDiv(values.size(), MOST));
    double across = values.size() < 2 ? 0 : (double) (WIDTH - 2 * EDGE) / (values.size() - 1);
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < values.size(); i += step) {
      double mean = mean(values.subList(i, Math.min(i + step, values.size())));
      if (!Double.isNaN(mean)) {
        double y = HEIGHT - EDGE - (most == 0 ? 0 : mean / most * (HEIGHT - 2 * EDGE));
        path.append(drawing ? 'L' : 'M')
            .append(String.format(Locale.ROOT, "%.1f %.1f", EDGE + i * across, y));
      }
      drawing = !Double.isNaN(mean);
    }
    return path.toString();
  }

  private static double mean(List<Double> values) {
    return values.stream()
        .mapToDouble(Double::doubleValue)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }
}
