package dev.crossfade.loadtest.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What is counted while a load runs; touched by its event loop only. */
final class RateTally {
  private static final long MOST_NANOS = 3_600_000_000_000L;
  private static final int EXAMPLES = 10;

  private final Histogram latency = new Histogram(MOST_NANOS, 3);
  private final Histogram service = new Histogram(MOST_NANOS, 3);
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();
  private long answered;
  private long failed;
  private long unsent;
  private long bytes;

  void onBytes(long count) {
    bytes += count;
  }

  void onAnswer(int status, long sinceDue, long sinceSent) {
    statuses.merge(status, 1L, Long::sum);
    record(service, sinceSent);
    if (status >= 500) {
      onFailure("status " + status, sinceDue);
      return;
    }
    answered++;
    record(latency, sinceDue);
  }

  /** A failure took its time too. */
  void onFailure(String what, long sinceDue) {
    failed++;
    record(latency, sinceDue);
    if (examples.size() < EXAMPLES) {
      examples.add(what);
    }
  }

  void onUnsent(long sinceDue) {
    unsent++;
    record(latency, sinceDue);
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, MOST_NANOS));
  }

  RateResult result(RatePlan plan) {
    return new RateResult(
        plan,
        plan.duration().toNanos() / 1e9,
        answered,
        failed,
        unsent,
        bytes,
        statuses,
        latency,
        service,
        examples);
  }
}
