package dev.crossfade.proxy;

import dev.crossfade.config.value.Size;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether a client keeps the least pace, as a purse of time: waiting for it spends, its bytes earn,
 * and never is there more in it than the grace. So whoever was fast once may not be slow for ever,
 * and a gap in the network ends nothing. Pure: the clock is the caller's. One thread at a time.
 */
final class Pace {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;
  private final long grace;
  private long left;
  private long seen;
  private long since;
  private boolean waiting;

  private Pace(long bytesPerSecond, long grace) {
    this.bytesPerSecond = bytesPerSecond;
    this.grace = grace;
    this.left = grace;
  }

  /**
   * @param rate bytes in a second; 0: any pace will do
   */
  static Pace of(Size rate, Duration grace) {
    return new Pace(rate.bytes(), grace.toNanos());
  }

  /**
   * Settles what has been since the last time.
   *
   * @param now by {@link System#nanoTime}
   * @param total the client's bytes so far
   * @param waits whether it is the client that is waited for from here on
   * @return how many nanoseconds that may take; 0: it was too slow
   */
  long on(long now, long total, boolean waits) {
    if (bytesPerSecond == 0) {
      return Long.MAX_VALUE / 2;
    }
    long spent = waiting ? now - since : 0;
    left = Math.min(grace, Math.max(0, left - spent) + earned(total - seen));
    seen = Math.max(seen, total);
    since = now;
    waiting = waits;
    return left;
  }

  /** No more than the grace, so that it does not overflow. */
  private long earned(long bytes) {
    long enough = Math.ceilDiv(grace, SECOND) * bytesPerSecond;
    return bytes >= enough ? grace : Math.max(0, bytes) * SECOND / bytesPerSecond;
  }
}
