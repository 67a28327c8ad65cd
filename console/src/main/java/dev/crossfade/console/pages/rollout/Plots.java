package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.pages.Chart.Mark;
import dev.crossfade.console.pages.Chart.Series;
import dev.crossfade.console.service.RolloutService.Difference;
import dev.crossfade.console.service.RolloutService.GateHistory;
import dev.crossfade.console.service.RolloutService.GatePoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a gate said over time as a band of confidence. */
final class Plots {
  /** More would make a page heavy, and nobody could see them. */
  private static final int MOST = 120;

  private Plots() {}

  /** Null: there is too little to draw. */
  static @Nullable Chart of(GateHistory history) {
    List<GatePoint> points =
        thinned(history.points().stream().filter(point -> point.difference() != null).toList());
    if (points.size() < 2) {
      return null;
    }
    Difference last = difference(points.getLast());
    double reach = reach(points);
    return new Chart(
        "plot-" + history.gate(),
        summary(points, last),
        Chart.Kind.BAND,
        last.unit(),
        points.stream().map(GatePoint::at).toList(),
        List.of(
            series("at least", points, reach, Difference::low),
            series(last.relative() ? "difference" : "seen", points, reach, Difference::estimate),
            series("at most", points, reach, Difference::high)),
        marks(points),
        last.tolerance());
  }

  private static Series series(
      String name,
      List<GatePoint> points,
      double reach,
      Function<Difference, @Nullable Double> which) {
    return new Series(
        name,
        "next",
        points.stream().map(point -> shown(which.apply(difference(point)), reach)).toList());
  }

  /** A bound that is far out would flatten everything else. */
  private static Double shown(@Nullable Double value, double reach) {
    return value == null
        ? (Double) Double.NaN
        : (Double)
            BigDecimal.valueOf(Math.clamp(value, -reach, reach))
                .round(new MathContext(4))
                .doubleValue();
  }

  private static double reach(List<GatePoint> points) {
    double most = 1e-6;
    for (GatePoint point : points) {
      Difference of = difference(point);
      most = Math.max(most, Math.max(Math.abs(of.tolerance()), Math.abs(of.estimate())));
    }
    return 5 * most;
  }

  private static List<Mark> marks(List<GatePoint> points) {
    List<Mark> marks = new ArrayList<>();
    double exposure = -1;
    for (GatePoint point : points) {
      if (point.exposure() != exposure) {
        exposure = point.exposure();
        marks.add(new Mark(point.at(), Words.percent(exposure)));
      }
    }
    return marks;
  }

  private static String summary(List<GatePoint> points, Difference last) {
    Instant from = points.getFirst().at();
    Instant to = points.getLast().at();
    Double high = last.high();
    return "Since "
        + from
        + ", until "
        + to
        + ": now "
        + Words.signed(last, last.estimate())
        + (high == null ? "" : ", at most " + Words.signed(last, high))
        + ", allowed "
        + Words.signed(last, last.tolerance());
  }

  private static List<GatePoint> thinned(List<GatePoint> points) {
    if (points.size() <= MOST) {
      return points;
    }
    List<GatePoint> kept = new ArrayList<>(MOST);
    for (int i = 0; i < MOST; i++) {
      kept.add(points.get((int) ((long) i * (points.size() - 1) / (MOST - 1))));
    }
    return kept;
  }

  private static Difference difference(GatePoint point) {
    Difference difference = point.difference();
    if (difference == null) {
      throw new IllegalArgumentException("point: without a difference (expected: one)");
    }
    return difference;
  }
}
