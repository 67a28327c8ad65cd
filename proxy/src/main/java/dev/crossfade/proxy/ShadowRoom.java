package dev.crossfade.proxy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much of the process shadows may take. Thread-safe. */
final class ShadowRoom {
  private static final int MOST_UNDER_WAY = 64;
  private static final long MOST_BYTES = 16 << 20;

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** Whether another could be begun now. */
  boolean isLeft() {
    return underWay.get() < MOST_UNDER_WAY && bytes.get() < MOST_BYTES;
  }

  /** Takes the right to have one more under way. */
  boolean tryBegin() {
    if (underWay.incrementAndGet() <= MOST_UNDER_WAY) {
      return true;
    }
    underWay.decrementAndGet();
    return false;
  }

  void end() {
    underWay.decrementAndGet();
  }

  /** Takes memory for copies. */
  boolean tryTake(int more) {
    if (bytes.addAndGet(more) <= MOST_BYTES) {
      return true;
    }
    bytes.addAndGet(-more);
    return false;
  }

  void giveBack(int taken) {
    bytes.addAndGet(-taken);
  }
}
