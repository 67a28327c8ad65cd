package dev.crossfade.proxy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one of many alike through at once and then one a second, and counts the others. While an
 * endpoint is down every request would write the same line, on the event loop that others' requests
 * wait for. Thread-safe.
 */
final class Seldom {
  /** What {@link #pass} answers when it lets nothing through. */
  static final int NOT_NOW = -1;

  private static final long APART_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicInteger leftOut = new AtomicInteger();
  private final AtomicLong next;

  /**
   * @param now by {@link System#nanoTime}
   */
  Seldom(long now) {
    this.next = new AtomicLong(now);
  }

  /**
   * Takes one more.
   *
   * @param now by {@link System#nanoTime}
   * @return how many were left out before it, or {@link #NOT_NOW}
   */
  int pass(long now) {
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + APART_NANOS)) {
      return leftOut.getAndSet(0);
    }
    leftOut.incrementAndGet();
    return NOT_NOW;
  }
}
