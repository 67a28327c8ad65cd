package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is thought of an endpoint: by the requests it failed (ejection) and by the answers to its
 * checks (health). Times are {@link System#nanoTime}, given by the caller. Thread-safe.
 *
 * <pre>
 *   In ── consecutiveErrors ──► Ejected(until) ── time ──► In, for a while with less weight
 *   In ── unhealthyAfter ─────► Unhealthy ── healthyAfter ──► In, for a while with less weight
 * </pre>
 */
final class UpstreamStanding {
  private static final int LONGEST = 10;
  private static final long RAMP_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final double LEAST_WEIGHT = 0.1;

  /**
   * @param nanos for how long
   * @param row how many there were in a row
   */
  private record Ejection(long until, long nanos, int row) {}

  private final int consecutiveErrors;
  private final long periodNanos;
  private final int unhealthyAfter;
  private final int healthyAfter;
  private final AtomicInteger errors = new AtomicInteger();
  private volatile @Nullable Ejection ejection;
  private volatile boolean unhealthy;

  /** When the checks let it back in; 0: they never had it out. */
  private volatile long healthySince;

  /** How many checks in a row spoke against what we think; only the checking thread's. */
  private int contradictions;

  UpstreamStanding(Backend settings) {
    this.consecutiveErrors = settings.ejection().consecutiveErrors();
    this.periodNanos = settings.ejection().period().toNanos();
    Backend.Health health = settings.health();
    this.unhealthyAfter = health == null ? 1 : health.unhealthyAfter();
    this.healthyAfter = health == null ? 1 : health.healthyAfter();
  }

  boolean isHealthy() {
    return !unhealthy;
  }

  boolean isEjected(long now) {
    Ejection last = ejection;
    return last != null && last.until() - now > 0;
  }

  boolean isIn(long now) {
    return isHealthy() && !isEjected(now);
  }

  void onSuccess() {
    if (errors.get() != 0) {
      errors.set(0);
    }
  }

  /**
   * Counts a failed request and says whether the endpoint should be ejected for it. While it is,
   * nothing counts: those requests were sent before.
   */
  boolean onError(long now) {
    return !isEjected(now) && errors.incrementAndGet() >= consecutiveErrors;
  }

  /** Ejections are in a row as long as it fails again within the time that it was last out. */
  void eject(long now) {
    Ejection last = ejection;
    boolean again = last != null && now - last.until() < last.nanos();
    int row = again && last != null ? Math.min(last.row() + 1, LONGEST) : 1;
    errors.set(0);
    ejection = new Ejection(now + periodNanos * row, periodNanos * row, row);
  }

  /** Takes the answer to a check and says whether that changed what we think. */
  boolean onCheck(boolean good, long now) {
    if (good != unhealthy) {
      contradictions = 0;
      return false;
    }
    contradictions++;
    if (contradictions < (good ? healthyAfter : unhealthyAfter)) {
      return false;
    }
    contradictions = 0;
    if (good) {
      healthySince = now;
    }
    unhealthy = !good;
    return true;
  }

  /**
   * The share of turns it takes part in, from 0.1 to 1: an endpoint that comes back gets more
   * little by little, because its caches are cold and what threw it out may not be over.
   */
  double weight(long now) {
    Ejection last = ejection;
    double weight = last == null ? 1 : ramp(now - last.until());
    return healthySince == 0 ? weight : Math.min(weight, ramp(now - healthySince));
  }

  private static double ramp(long sinceNanos) {
    return Math.clamp((double) sinceNanos / RAMP_NANOS, LEAST_WEIGHT, 1.0);
  }
}
