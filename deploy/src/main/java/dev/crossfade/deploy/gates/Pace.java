package dev.crossfade.deploy.gates;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How often a gate is asked, and how long its answer may take.
 *
 * @param interval between two questions, unless the stage is too short for it
 * @param shortest between two questions, however short the stage is
 * @param deadline of one answer, to its last byte
 * @param idle how long the gate goes on being asked when nobody wants its verdict
 */
record Pace(Duration interval, Duration shortest, Duration deadline, Duration idle) {
  static final Pace NUMBERS =
      new Pace(
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1));

  /** Whole lists are costly for those who make them, and take their time. */
  static final Pace LISTS =
      new Pace(
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1));

  private static final int ASKED_A_STAGE = 4;
  private static final int ANSWERS_LAST = 3;

  /**
   * Often enough for a stage to be judged by several answers.
   *
   * @param hold how long the stage holds; null: nobody knows
   */
  Duration interval(@Nullable Duration hold) {
    Duration wanted = hold == null ? interval : hold.dividedBy(ASKED_A_STAGE);
    Duration most = wanted.compareTo(interval) < 0 ? wanted : interval;
    return most.compareTo(shortest) < 0 ? shortest : most;
  }

  /** How old an answer may be that took no time at all. */
  static Duration lasting(Duration interval) {
    return interval.multipliedBy(ANSWERS_LAST);
  }

  /** Somewhat less than the interval, so that gates do not all ask at once. */
  static long jittered(Duration interval) {
    long nanos = interval.toNanos();
    return nanos - ThreadLocalRandom.current().nextLong(nanos / 5 + 1);
  }

  /** Before the first question: soon, though not for all in the same moment. */
  static long first(Duration interval) {
    return ThreadLocalRandom.current().nextLong(interval.toNanos() / 10 + 1);
  }
}
