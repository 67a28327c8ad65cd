package dev.crossfade.loadtest.rate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param seconds from the first request that was due to the end of the plan
 * @param failed without an answer, with a broken one, or with a status of 500 and above
 * @param unsent due, and never sent, since everything before them took too long
 * @param statuses how often each came; 101 stands for an echoed message
 * @param latency nanoseconds from when a request was due, also of those that were never sent
 * @param service nanoseconds from when a request was sent: what a closed loop would tell
 * @param examples what went wrong, the first few
 */
public record RateResult(
    RatePlan plan,
    double seconds,
    long answered,
    long failed,
    long unsent,
    long bytes,
    Map<Integer, Long> statuses,
    Histogram latency,
    Histogram service,
    List<String> examples) {
  public RateResult {
    statuses = new TreeMap<>(statuses);
    examples = List.copyOf(examples);
  }

  public double requestsPerSecond() {
    return answered / seconds;
  }

  public boolean isFlawless() {
    return failed == 0 && unsent == 0;
  }
}
