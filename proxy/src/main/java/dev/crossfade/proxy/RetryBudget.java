package dev.crossfade.proxy;

import dev.crossfade.config.value.Share;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Keeps retries a share of the requests of the last ten seconds, so that a backend in trouble is
 * not given the rest by those who mean well. A few are always free: with little traffic any share
 * of it would be none. Times are {@link System#nanoTime}, given by the caller. Thread-safe; counts
 * at the edge of a second may be off by a few.
 */
final class RetryBudget {
  private static final int SECONDS = 10;
  private static final int FREE = 3 * SECONDS;

  private final Share share;
  private final Window requests = new Window();
  private final Window retries = new Window();

  RetryBudget(Share share) {
    this.share = share;
  }

  void onRequest(long now) {
    requests.add(now);
  }

  /** Takes one retry if there is one; with a share of 0% there never is. */
  boolean tryRetry(long now) {
    long most = Math.max(FREE, (long) (requests.sum(now) * share.ratio()));
    if (share.equals(Share.NONE) || retries.sum(now) >= most) {
      return false;
    }
    retries.add(now);
    return true;
  }

  /** A count for each of the last seconds: the second above, the count below. */
  private static final class Window {
    private static final long COUNT = 0xffff_ffffL;

    private final AtomicLongArray slots = new AtomicLongArray(SECONDS);
    private final long origin = System.nanoTime();

    void add(long now) {
      long second = second(now);
      int slot = (int) Math.floorMod(second, (long) SECONDS);
      long old = slots.get(slot);
      long changed = next(old, second);
      while (!slots.compareAndSet(slot, old, changed)) {
        old = slots.get(slot);
        changed = next(old, second);
      }
    }

    private static long next(long old, long second) {
      return old >> 32 == second ? old + 1 : second << 32 | 1;
    }

    long sum(long now) {
      long second = second(now);
      long sum = 0;
      for (int i = 0; i < SECONDS; i++) {
        long slot = slots.get(i);
        if (second - (slot >> 32) < SECONDS) {
          sum += slot & COUNT;
        }
      }
      return sum;
    }

    private long second(long now) {
      return TimeUnit.NANOSECONDS.toSeconds(now - origin);
    }
  }
}
