package dev.crossfade.rollout.schedule;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a process: the wall clock once, when it began, and from then on the clock that is
 * never stepped. Beside it, what the wall clock says now. Thread-safe if its ticker is.
 */
public final class SteadyClock {
  private final Ticker ticker;
  private final Instant began;
  private final long beganNanos;

  public SteadyClock(Ticker ticker) {
    this.ticker = requireNonNull(ticker, "ticker");
    this.began = ticker.wall();
    this.beganNanos = ticker.nanos();
  }

  /** This moment. */
  public Moment now() {
    return new Moment(
        ticker.wall().truncatedTo(MILLIS),
        began.plusNanos(ticker.nanos() - beganNanos).truncatedTo(MILLIS));
  }

  /**
   * A moment, to the millisecond, as both clocks have it.
   *
   * @param wall to be shown and kept; may have been stepped
   * @param steady to measure with; off by what the wall clock was off when the process began
   */
  public record Moment(Instant wall, Instant steady) {
    /** A moment at which the clocks agree, as they do when a process begins. */
    public static Moment of(Instant instant) {
      return new Moment(instant, instant);
    }

    /** How far apart the clocks may drift before one was stepped. */
    public static final long AGREE_MILLIS = 2_000;

    /** How far the wall clock was stepped since the process began, to the second. */
    public Duration step() {
      long apart = Duration.between(steady, wall).toMillis();
      return Math.abs(apart) < AGREE_MILLIS
          ? Duration.ZERO
          : Duration.ofSeconds(Math.round(apart / 1000.0));
    }

    /** What has passed since a wall-clock time by the clock that says less; at least 0. */
    public Duration atLeastSince(Instant instant) {
      Instant earlier = wall.isBefore(steady) ? wall : steady;
      return instant.isBefore(earlier) ? Duration.between(instant, earlier) : Duration.ZERO;
    }
  }
}
