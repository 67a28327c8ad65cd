package dev.crossfade.seo.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When each critical path is due: once at the beginning, shortly after each other, then once a
 * period, spread over it. What was missed is not made up for. One thread at a time.
 */
final class Timetable {
  private static final long MOST_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final List<String> paths;
  private final long period;
  private final long[] due;
  private final boolean[] begun;
  private long start;

  /** Begins at this moment, by a clock that is not stepped. */
  Timetable(List<String> paths, Duration every, long now) {
    this.paths = List.copyOf(paths);
    this.period = every.toNanos();
    this.due = new long[paths.size()];
    this.begun = new boolean[paths.size()];
    startOver(now);
  }

  /** All are due anew: what they are compared with has changed. */
  void startOver(long now) {
    long gap = paths.isEmpty() ? 0 : Math.min(MOST_GAP_NANOS, period / paths.size());
    start = now;
    for (int i = 0; i < due.length; i++) {
      due[i] = now + i * gap;
      begun[i] = false;
    }
  }

  /** Those that are due, each once. */
  List<String> take(long now) {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < due.length; i++) {
      if (now - due[i] >= 0) {
        taken.add(paths.get(i));
        due[i] = next(i, now);
        begun[i] = true;
      }
    }
    return taken;
  }

  /** The first time it waits for its own place in the period, which it keeps from there on. */
  private long next(int i, long now) {
    long next = begun[i] ? due[i] + period : start + period / due.length * (i + 1);
    return next - now > 0 ? next : next + ((now - next) / period + 1) * period;
  }
}
