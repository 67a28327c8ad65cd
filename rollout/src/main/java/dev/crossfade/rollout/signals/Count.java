package dev.crossfade.rollout.signals;

import dev.crossfade.rollout.statistics.Tally;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many were good and how many bad, told by any thread. Both are counted apart: so what came
 * between two looks never has more bad ones than there were in all.
 */
final class Count {
  private final LongAdder good = new LongAdder();
  private final LongAdder bad = new LongAdder();

  void add(boolean isBad) {
    (isBad ? bad : good).increment();
  }

  Tally tally() {
    long bads = bad.sum();
    return new Tally(good.sum() + bads, bads);
  }
}
