package dev.crossfade.rollout.gates;

import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** A judge of the kind that others use, who looks at each minute of the same streams. */
abstract class Rival {
  private static final List<Metric> METRICS =
      List.of(
          new Metric(arm -> share(arm.answers()), 0.005),
          new Metric(arm -> quantile(arm.latencies()), 0.1),
          new Metric(arm -> share(arm.checkouts(Storefront.PIN)), 0.01),
          new Metric(arm -> share(arm.sessions(Storefront.COOKIE)), 0.001));

  private Arms before = Arms.NONE;

  /** Looks at the minute that has just gone by, and says whether it fails the rollout. */
  final boolean fails(Arms now) {
    Arms minute = now.minus(before);
    before = now;
    boolean fails = false;
    for (int i = 0; i < METRICS.size(); i++) {
      Metric metric = METRICS.get(i);
      double legacy = metric.value().apply(minute.legacy());
      double next = metric.value().apply(minute.next());
      if (!Double.isNaN(legacy) && !Double.isNaN(next)) {
        fails |= fails(i, legacy, next, metric.tolerance());
      }
    }
    return fails;
  }

  abstract boolean fails(int metric, double legacy, double next, double tolerance);

  /** In the manner of Flagger: twice in a row worse than the control by more than the tolerance. */
  static final class Threshold extends Rival {
    private final int[] strikes = new int[METRICS.size()];

    @Override
    boolean fails(int metric, double legacy, double next, double tolerance) {
      strikes[metric] = next - legacy > tolerance ? strikes[metric] + 1 : 0;
      return strikes[metric] >= 2;
    }
  }

  /** In the manner of Kayenta: Mann–Whitney over all minutes so far, at p &lt; 0.05. */
  static final class MannWhitney extends Rival {
    private final List<List<double[]>> points =
        METRICS.stream().<List<double[]>>map(_ -> new ArrayList<>()).toList();

    @Override
    boolean fails(int metric, double legacy, double next, double tolerance) {
      points.get(metric).add(new double[] {legacy, next});
      double n = points.get(metric).size();
      if (n < 5) {
        return false;
      }
      double wins = 0;
      for (double[] a : points.get(metric)) {
        for (double[] b : points.get(metric)) {
          wins += b[1] > a[0] ? 1 : b[1] == a[0] ? 0.5 : 0;
        }
      }
      double deviation = Math.sqrt(n * n * (2 * n + 1 - ties(metric)) / 12);
      return deviation > 0 && (wins - n * n / 2 - 0.5) / deviation > 1.645;
    }

    private double ties(int metric) {
      double[] sorted =
          points.get(metric).stream().flatMapToDouble(DoubleStream::of).sorted().toArray();
      double sum = 0;
      for (int i = 0, j = 0; i < sorted.length; i = j) {
        while (j < sorted.length && sorted[j] == sorted[i]) {
          j++;
        }
        double t = j - i;
        sum += t * t * t - t;
      }
      return sum / (sorted.length * (sorted.length - 1.0));
    }
  }

  private static double share(Tally tally) {
    return tally.isEmpty() ? Double.NaN : tally.share();
  }

  private static double quantile(Latencies latencies) {
    return latencies.isEmpty() ? Double.NaN : Math.log(latencies.quantile(0.95));
  }

  private record Metric(Function<Arm, Double> value, double tolerance) {}
}
