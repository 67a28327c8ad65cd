package dev.crossfade.rollout.gates;

import static java.util.Objects.requireNonNull;

import dev.crossfade.rollout.statistics.Estimate;
import dev.crossfade.rollout.statistics.Shares;
import dev.crossfade.rollout.statistics.Tally;
import java.util.function.Function;

/**
 * Errors, lost sessions and checkouts: the share of bad ones, beside the control's.
 *
 * @param tally what is counted of an arm
 * @param tolerance how much higher next's share may be
 * @param minSamples how many of each arm a pass needs by default
 * @param showsGood whether people speak of those that went well: checkouts completed
 */
record ShareDifference(
    Function<Arm, Tally> tally, double tolerance, int minSamples, boolean showsGood)
    implements Measure {

  @Override
  public boolean needsControl() {
    return true;
  }

  @Override
  public long legacySamples(Arms arms) {
    return tally.apply(arms.legacy()).all();
  }

  @Override
  public long nextSamples(Arms arms) {
    return tally.apply(arms.next()).all();
  }

  @Override
  public boolean fails(Arms arms, double slack, double level) {
    return Shares.exceeds(
        tally.apply(arms.legacy()), tally.apply(arms.next()), tolerance * slack, level);
  }

  @Override
  public boolean failsGravely(Arms arms, double level) {
    return Shares.exceeds(tally.apply(arms.legacy()), tally.apply(arms.next()), 0.5, level);
  }

  @Override
  public String grave() {
    return "more than 50pp";
  }

  @Override
  public boolean isWithin(Arms arms, double slack) {
    return Estimate.of(tally.apply(arms.legacy()), tally.apply(arms.next()))
        .isWithin(tolerance * slack);
  }

  @Override
  public boolean isProved(Arms arms, double slack, double level) {
    return Shares.atMost(tally.apply(arms.legacy()), tally.apply(arms.next()), level)
        <= tolerance * slack;
  }

  @Override
  public double next(Arms arms) {
    return shown(tally.apply(arms.next()));
  }

  @Override
  public double legacy(Arms arms) {
    return shown(tally.apply(arms.legacy()));
  }

  @Override
  public String nextWords(Arms arms) {
    return words(tally.apply(arms.next()));
  }

  @Override
  public String legacyWords(Arms arms) {
    return words(tally.apply(arms.legacy()));
  }

  @Override
  public Difference difference(Arms arms, double slack, double level) {
    Tally legacy = tally.apply(arms.legacy());
    return from(Shares.lowest(legacy, tally.apply(arms.next()), level), arms, slack, level);
  }

  @Override
  public Difference proved(Arms arms, double slack, double level) {
    Tally legacy = tally.apply(arms.legacy());
    return from(Shares.atLeast(legacy, tally.apply(arms.next()), level), arms, slack, level);
  }

  private Difference from(double low, Arms arms, double slack, double level) {
    Tally legacy = tally.apply(arms.legacy());
    Tally next = tally.apply(arms.next());
    return Difference.worseAbove(
        Difference.Scale.POINTS,
        low,
        next.share() - legacy.share(),
        Shares.atMost(legacy, next, level),
        tolerance * slack);
  }

  @Override
  public String atLeast(Difference proved) {
    return "difference at least " + Figures.pointsAtLeast(requireNonNull(proved.low()));
  }

  @Override
  public String atMost(Difference known) {
    return "difference at most " + Figures.pointsAtMost(requireNonNull(known.high()));
  }

  @Override
  public String tolerance(double slack) {
    return "tolerance " + Figures.pointsAtMost(tolerance * slack);
  }

  private double shown(Tally tally) {
    return showsGood ? 1 - tally.share() : tally.share();
  }

  private String words(Tally tally) {
    long counted = showsGood ? tally.all() - tally.bad() : tally.bad();
    return Figures.percent(shown(tally))
        + " ("
        + Figures.count(counted)
        + "/"
        + Figures.count(tally.all())
        + ")";
  }
}
