package dev.crossfade.proxy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much of the process those may take who ask on nobody's behalf. Thread-safe. */
final class ShadowRoom {
  private final int mostUnderWay;
  private final long mostBytes;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * Room for so many requests.
   *
   * @param mostBytes of all copies of answers together
   */
  ShadowRoom(int mostUnderWay, long mostBytes) {
    this.mostUnderWay = mostUnderWay;
    this.mostBytes = mostBytes;
  }

  /** Whether another could be begun now. */
  boolean isLeft() {
    return underWay.get() < mostUnderWay && bytes.get() < mostBytes;
  }

  /** Takes the right to have one more under way. */
  boolean tryBegin() {
    if (underWay.incrementAndGet() <= mostUnderWay) {
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
    if (bytes.addAndGet(more) <= mostBytes) {
      return true;
    }
    bytes.addAndGet(-more);
    return false;
  }

  void giveBack(int taken) {
    bytes.addAndGet(-taken);
  }
}
