package dev.crossfade.deploy.webhooks;

import java.time.Duration;

/**
 * How long is waited, and for what.
 *
 * @param verdicts between two messages of one gate
 * @param firstRetry after the first failure; it doubles from there
 * @param longestRetry between two attempts
 * @param whole from the first attempt at a message to its last
 * @param attempt for one answer
 * @param close for what is under way at the end
 * @param queue how many messages may wait for one receiver
 */
record Patience(
    Duration verdicts,
    Duration firstRetry,
    Duration longestRetry,
    Duration whole,
    Duration attempt,
    Duration close,
    int queue) {
  static final Patience USUAL =
      new Patience(
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          1_000);

  /** Before the attempt after so many failures, without jitter. */
  Duration retry(int failures) {
    Duration wait = firstRetry;
    for (int i = 1; i < failures && wait.compareTo(longestRetry) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(longestRetry) > 0 ? longestRetry : wait;
  }
}
