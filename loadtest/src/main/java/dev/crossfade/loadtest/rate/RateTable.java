package dev.crossfade.loadtest.rate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A result as lines to read, and as values to write. */
public final class RateTable {
  private static final double[] PERCENTILES = {50, 75, 90, 99, 99.9, 99.99, 100};

  private RateTable() {}

  public static List<String> lines(RateResult result) {
    RatePlan plan = result.plan();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s, %s for %.0f s over %d connections"
            .formatted(
                plan.target(),
                plan.protocol().name().toLowerCase(Locale.ROOT),
                plan.isOpenLoop()
                    ? "%,.0f requests/s".formatted(plan.rate())
                    : "as fast as answers come",
                result.seconds(),
                plan.connections()));
    lines.add(
        "requests   %,d answered (%,.1f/s), %,d failed, %,d due and never sent; %,d bytes"
            .formatted(
                result.answered(),
                result.requestsPerSecond(),
                result.failed(),
                result.unsent(),
                result.bytes()));
    lines.add("statuses   " + result.statuses());
    lines.add("%-10s %12s %12s".formatted("percentile", "since due", "since sent"));
    for (double percentile : PERCENTILES) {
      lines.add(
          "%-10s %9.3f ms %9.3f ms"
              .formatted(
                  percentile,
                  result.latency().getValueAtPercentile(percentile) / 1e6,
                  result.service().getValueAtPercentile(percentile) / 1e6));
    }
    result.examples().forEach(example -> lines.add("failed     " + example));
    return lines;
  }

  /** For JSON. */
  public static Map<String, Object> values(RateResult result) {
    RatePlan plan = result.plan();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("target", plan.target().toString());
    values.put("protocol", plan.protocol().name().toLowerCase(Locale.ROOT));
    values.put("rate", plan.isOpenLoop() ? (Object) plan.rate() : "max");
    values.put("connections", plan.connections());
    values.put("seconds", result.seconds());
    values.put("answered", result.answered());
    values.put("requestsPerSecond", result.requestsPerSecond());
    values.put("failed", result.failed());
    values.put("unsent", result.unsent());
    values.put("bytes", result.bytes());
    values.put("statuses", result.statuses());
    values.put("latencyMillis", millis(result.latency()));
    values.put("serviceMillis", millis(result.service()));
    values.put("examples", result.examples());
    return values;
  }

  private static Map<String, Double> millis(Histogram nanos) {
    Map<String, Double> millis = new LinkedHashMap<>();
    for (double percentile : PERCENTILES) {
      millis.put("p" + percentile, nanos.getValueAtPercentile(percentile) / 1e6);
    }
    return millis;
  }
}
