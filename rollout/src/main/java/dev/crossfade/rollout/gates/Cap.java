package dev.crossfade.rollout.gates;

import static java.util.Objects.requireNonNull;

import dev.crossfade.rollout.statistics.Estimate;
import dev.crossfade.rollout.statistics.Shares;
import dev.crossfade.rollout.statistics.Tally;
import java.util.function.Function;

/**
 * Parity findings and errors answered to crawlers: a share that has a cap of its own.
 *
 * <p>What the control does at least as badly is no regression: then the cap is the control's share.
 * Without a control, or without anything counted of it, the cap stands alone.
 *
 * @param next what is counted of the next arm
 * @param legacy what is counted of its control; nothing where there is none by nature
 * @param cap the largest share that may be bad
 * @param minSamples how many of the next arm a pass needs by default
 */
record Cap(Function<Arms, Tally> next, Function<Arms, Tally> legacy, double cap, int minSamples)
    implements Measure {

  @Override
  public boolean needsControl() {
    return false;
  }

  @Override
  public long legacySamples(Arms arms) {
    return legacy.apply(arms).all();
  }

  @Override
  public long nextSamples(Arms arms) {
    return next.apply(arms).all();
  }

  /** Both nulls have to go: that next is within the cap, and that it is no worse than legacy. */
  @Override
  public boolean fails(Arms arms, double slack, double level) {
    Tally control = legacy.apply(arms);
    return Shares.exceeds(next.apply(arms), cap, level)
        && (control.isEmpty() || Shares.exceeds(control, next.apply(arms), 0, level));
  }

  /** A cap needs no control, and stays what it is. */
  @Override
  public boolean failsGravely(Arms arms, double level) {
    return fails(arms, 1, level);
  }

  @Override
  public String grave() {
    return tolerance(1);
  }

  @Override
  public boolean isWithin(Arms arms, double slack) {
    Tally control = legacy.apply(arms);
    return Estimate.of(next.apply(arms)).isWithin(cap)
        || (!control.isEmpty() && Estimate.of(control, next.apply(arms)).isWithin(0));
  }

  @Override
  public boolean isProved(Arms arms, double slack, double level) {
    return Shares.atMost(next.apply(arms), level) <= cap;
  }

  @Override
  public double next(Arms arms) {
    return next.apply(arms).share();
  }

  @Override
  public double legacy(Arms arms) {
    return legacy.apply(arms).share();
  }

  @Override
  public String nextWords(Arms arms) {
    return words(next.apply(arms));
  }

  @Override
  public String legacyWords(Arms arms) {
    return words(legacy.apply(arms));
  }

  /** What the control does at least as badly is allowed, whatever the cap. */
  @Override
  public Difference difference(Arms arms, double slack, double level) {
    Tally tally = next.apply(arms);
    return Difference.worseAbove(
        Difference.Scale.SHARE,
        Shares.atLeast(tally, level),
        tally.share(),
        Shares.atMost(tally, level),
        Math.max(cap, legacy.apply(arms).share()));
  }

  @Override
  public Difference proved(Arms arms, double slack, double level) {
    return difference(arms, slack, level);
  }

  @Override
  public String atLeast(Difference proved) {
    return "at least " + Figures.percentAtLeast(requireNonNull(proved.low()));
  }

  @Override
  public String atMost(Difference known) {
    return "at most " + Figures.percentAtMost(requireNonNull(known.high()));
  }

  @Override
  public String tolerance(double slack) {
    return "allowed " + Figures.percentAtMost(cap);
  }

  private static String words(Tally tally) {
    return Figures.percent(tally.share())
        + " ("
        + Figures.count(tally.bad())
        + "/"
        + Figures.count(tally.all())
        + ")";
  }
}
