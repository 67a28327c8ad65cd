package dev.crossfade.rollout.gates;

import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.Visitors;
import java.util.HashMap;
import java.util.Map;

/**
 * What one arm did since some moment. What was not measured is empty, which gates call no data.
 *
 * @param answers to its requests; bad are those that are errors. A visitor's errors of one moment
 *     are one, as {@link dev.crossfade.rollout.statistics.Bursts} says
 * @param latencies of its answers
 * @param checkouts by pin: all that ended; bad are those that did without completion. One that is
 *     still open is in neither
 * @param sessions by cookie: requests that carried it; bad are those whose session was lost
 * @param crawls answers to verified crawlers; bad are those that are errors
 * @param visitors who were seen, each once. They are of the whole stage, in later parts of it too
 */
public record Arm(
    Tally answers,
    Latencies latencies,
    Map<String, Tally> checkouts,
    Map<String, Tally> sessions,
    Tally crawls,
    Visitors visitors) {

  /** An arm that did nothing. */
  public static final Arm NONE =
      new Arm(Tally.NONE, Latencies.NONE, Map.of(), Map.of(), Tally.NONE, Visitors.NONE);

  public Arm {
    checkouts = Map.copyOf(checkouts);
    sessions = Map.copyOf(sessions);
  }

  Tally checkouts(String pin) {
    return checkouts.getOrDefault(pin, Tally.NONE);
  }

  Tally sessions(String cookie) {
    return sessions.getOrDefault(cookie, Tally.NONE);
  }

  /** What it did after {@code earlier}, which is an older state of the same arm. */
  Arm minus(Arm earlier) {
    return new Arm(
        answers.minus(earlier.answers),
        latencies.minus(earlier.latencies),
        minus(checkouts, earlier.checkouts),
        minus(sessions, earlier.sessions),
        crawls.minus(earlier.crawls),
        visitors);
  }

  static <K> Map<K, Tally> minus(Map<K, Tally> later, Map<K, Tally> earlier) {
    if (earlier.isEmpty() || later.isEmpty()) {
      return later;
    }
    Map<K, Tally> difference = new HashMap<>(later);
    earlier.forEach((key, tally) -> difference.computeIfPresent(key, (_, now) -> now.minus(tally)));
    return difference;
  }
}
