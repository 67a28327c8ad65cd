package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is thought of an endpoint: by the requests it failed (ejection) and by the answers to its
 * checks (health). Times are {@link System#nanoTime}, given by the caller. Thread-safe.
 *
 * <pre>
 *   In ── consecutiveErrors ──► Ejected(until) ── time ──► In, for a while with less weight
 *   In ── consecutiveErrors, but too many are out ──► Kept in ── a success ──► In
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
   * @param why what its last request came to
   */
  private record Ejection(long until, long nanos, int row, String why) {}

  /** What its last request came to, and since when it should be out but may not be. */
  private record Kept(String why, long since) {}

  /** What a check that went wrong came to, and since when they all did. */
  private record Unhealthy(String why, long since) {}

  private final int consecutiveErrors;
  private final long periodNanos;
  private final int unhealthyAfter;
  private final int healthyAfter;
  private final boolean hasChecks;
  private final AtomicInteger errors = new AtomicInteger();
  private volatile @Nullable Ejection ejection;
  private volatile @Nullable Kept kept;
  private volatile @Nullable Unhealthy unhealthy;
  private volatile boolean checked;

  /** When the checks let it back in; 0: they never had it out. */
  private volatile long healthySince;

  /** How many checks in a row spoke against what we think; only the checking thread's. */
  private int contradictions;

  UpstreamStanding(Backend settings) {
    this.consecutiveErrors = settings.ejection().consecutiveErrors();
    this.periodNanos = settings.ejection().period().toNanos();
    Backend.Health health = settings.health();
    this.hasChecks = health != null;
    this.unhealthyAfter = health == null ? 1 : health.unhealthyAfter();
    this.healthyAfter = health == null ? 1 : health.healthyAfter();
  }

  boolean isHealthy() {
    return unhealthy == null;
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
    if (kept != null) {
      kept = null;
    }
  }

  /**
   * Counts a failed request and says whether the endpoint should be ejected for it. While it is,
   * nothing counts: those requests were sent before.
   */
  boolean onError(long now) {
    return !isEjected(now)
        && (errors.get() >= consecutiveErrors || errors.incrementAndGet() >= consecutiveErrors);
  }

  /**
   * It should be out, but too many are, or it is the only one. Says whether that is new.
   *
   * @param why what its last request came to
   */
  boolean keepIn(long now, String why) {
    Kept before = kept;
    kept = new Kept(why, before == null ? now : before.since);
    return before == null;
  }

  /** Ejections are in a row as long as it fails again within the time that it was last out. */
  void eject(long now, String why) {
    Ejection last = ejection;
    boolean again = last != null && now - last.until() < last.nanos();
    int row = again && last != null ? Math.min(last.row() + 1, LONGEST) : 1;
    errors.set(0);
    kept = null;
    ejection = new Ejection(now + periodNanos * row, periodNanos * row, row, why);
  }

  /**
   * Takes the answer to a check and says whether that changed what we think.
   *
   * @param wrong what is wrong with it; null: nothing
   */
  boolean onCheck(@Nullable String wrong, long now) {
    boolean good = wrong == null;
    checked = true;
    if (good == isHealthy()) {
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
    unhealthy = wrong == null ? null : new Unhealthy(wrong, now);
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

  /**
   * The same in words.
   *
   * @param used whether it ever had a request
   */
  EndpointCondition condition(long now, boolean used) {
    Unhealthy out = unhealthy;
    if (out != null) {
      return new EndpointCondition.Unhealthy(
          "%d checks in a row failed: %s".formatted(unhealthyAfter, out.why),
          Duration.ofNanos(now - out.since));
    }
    Ejection last = ejection;
    if (last != null && last.until - now > 0) {
      return new EndpointCondition.Ejected(
          inARow(last.why) + (last.row == 1 ? "" : ", %d times in a row now".formatted(last.row)),
          Duration.ofNanos(now - (last.until - last.nanos)),
          Duration.ofNanos(last.until - now));
    }
    Kept doubted = kept;
    if (doubted != null) {
      return new EndpointCondition.Failing(
          inARow(doubted.why), Duration.ofNanos(now - doubted.since));
    }
    double weight = weight(now);
    if (weight < 1) {
      long left = (long) ((1 - weight) * RAMP_NANOS);
      return new EndpointCondition.Returning((int) (weight * 100), Duration.ofNanos(left));
    }
    return checked || used
        ? new EndpointCondition.Healthy(checked)
        : new EndpointCondition.Unknown(hasChecks);
  }

  private String inARow(String last) {
    return "%d requests in a row failed, the last: %s".formatted(consecutiveErrors, last);
  }

  private static double ramp(long sinceNanos) {
    return Math.clamp((double) sinceNanos / RAMP_NANOS, LEAST_WEIGHT, 1.0);
  }
}
