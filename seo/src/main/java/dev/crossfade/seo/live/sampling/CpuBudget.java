package dev.crossfade.seo.live.sampling;

import dev.crossfade.config.value.Share;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * CPU time that may be spent on comparing pages: a share of one core. Samples are begun only as
 * long as it is enough for what they cost lately; whatever else is charged is at the expense of
 * later samples. So the whole stays within the share, unless what cannot be refused takes more.
 * Thread-safe; nobody waits.
 */
public final class CpuBudget {
  /** What a sample is taken to cost before one was seen. */
  private static final long FIRST_GUESS_NANOS = 5_000_000;

  /** A new cost weighs a fourth: the first pages are read by code that is not compiled yet. */
  private static final int WEIGHT = 4;

  /**
   * What is owed beyond so many seconds is forgiven: a burst of critical paths must not be the end
   * of samples for an hour.
   */
  private static final double MOST_DEBT_SECONDS = 30;

  private static final double NANOS = 1_000_000_000;

  private final LongSupplier nanoTime;
  private final AtomicLong spent = new AtomicLong();
  private final AtomicLong perSample = new AtomicLong(FIRST_GUESS_NANOS);
  private final ReentrantLock lock = new ReentrantLock();
  private volatile double share = 1;
  private double balance; // guarded by lock; nanoseconds
  private long refilled; // guarded by lock
  private boolean begun; // guarded by lock

  /**
   * A core's worth, until a share is set.
   *
   * @param nanoTime a clock that is not stepped
   */
  public CpuBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** From now on so much of one core. */
  public void setShare(Share now) {
    share = now.ratio();
  }

  /** A sample is begun; what it will cost is set aside until it is over. */
  public void begin() {
    spent.addAndGet(perSample.get());
  }

  /** A sample that was begun is over, and took so long. */
  public void end(long nanos) {
    spent.addAndGet(nanos - perSample.get());
    perSample.accumulateAndGet(
        nanos, (before, now) -> Math.max(1, before + (now - before) / WEIGHT));
  }

  /** A sample that was begun came to nothing before anything was done. */
  public void giveBack() {
    spent.addAndGet(-perSample.get());
  }

  /** Something was done that is no sample. */
  public void charge(long nanos) {
    spent.addAndGet(nanos);
  }

  /**
   * How many samples more there is time for.
   *
   * @param granted those that are granted already and not begun, for which time is kept
   * @param most that may be granted and not begun: for so many is saved up
   */
  double affordable(double granted, int most) {
    if (!lock.tryLock()) {
      return 0;
    }
    try {
      double cost = perSample.get();
      refill(nanoTime.getAsLong(), most * cost);
      return share == 0 ? 0 : Math.max(0, balance / cost - granted);
    } finally {
      lock.unlock();
    }
  }

  /** A second's worth is saved up at least. */
  private void refill(long now, double saved) {
    double core = share * NANOS;
    double seconds = begun ? Math.max(0, now - refilled) / NANOS : 1;
    begun = true;
    refilled = now;
    double filled = balance + seconds * core - spent.getAndSet(0);
    balance = Math.clamp(filled, -MOST_DEBT_SECONDS * core, Math.max(core, saved));
  }
}
