package dev.crossfade.seo.fetch;

/**
 * When the next request to a host may begin: a token bucket, kept as the time at which the next
 * token is due (the generic cell rate algorithm). It holds a tenth of a second's requests, so that
 * a high rate needs no clock of that precision, and of a low one a single request. Thread-safe.
 */
final class Pace {
  private static final long SECOND = 1_000_000_000L;
  private static final long BURST = SECOND / 10;

  private final Waiting time;
  private long nanosEach;
  private long due;
  private long heldUntil;

  Pace(Waiting time, double perSecond) {
    this.time = time;
    this.nanosEach = (long) (SECOND / perSecond); // 0: unlimited
    this.due = time.nanos();
    this.heldUntil = due;
  }

  /** Waits for one's turn. */
  void await() throws InterruptedException {
    for (long wait = reserve(); wait > 0; wait = held()) { // held: meanwhile
      time.sleep(wait);
    }
  }

  private synchronized long reserve() {
    long now = time.nanos();
    long burst = nanosEach * 10 > SECOND ? 0 : BURST;
    long begin = Math.max(due, now - burst);
    due = begin + nanosEach;
    return Math.max(begin - now, heldUntil - now);
  }

  private synchronized long held() {
    return heldUntil - time.nanos();
  }

  /** The host asked for a pause: nobody asks it before. */
  synchronized void hold(long nanos) {
    heldUntil = Math.max(heldUntil, time.nanos() + nanos);
  }

  /** The host asked for so long between two requests. */
  synchronized void slow(long nanosBetween) {
    nanosEach = Math.max(nanosEach, nanosBetween);
  }
}
