package dev.crossfade.rollout.gates;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.value.Quantile;
import dev.crossfade.rollout.statistics.Estimate;
import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.Quantiles;

/**
 * A quantile of latencies beside the control's.
 *
 * @param tolerance how much slower next may be, as a share of the control's quantile
 */
record Slowdown(Quantile quantile, double tolerance) implements Measure {

  @Override
  public boolean needsControl() {
    return true;
  }

  @Override
  public long legacySamples(Arms arms) {
    return arms.legacy().latencies().total();
  }

  @Override
  public long nextSamples(Arms arms) {
    return arms.next().latencies().total();
  }

  /** Ten that are slower than the quantile. */
  @Override
  public int minSamples() {
    return (int) Math.clamp(Math.ceil(10 / (1 - quantile.value())), 50, 10_000);
  }

  @Override
  public boolean fails(Arms arms, double slack, double level) {
    return Quantiles.exceeds(
        arms.legacy().latencies(),
        arms.next().latencies(),
        quantile.value(),
        1 + tolerance * slack,
        level);
  }

  @Override
  public boolean failsGravely(Arms arms, double level) {
    return Quantiles.exceeds(
        arms.legacy().latencies(), arms.next().latencies(), quantile.value(), 10, level);
  }

  @Override
  public String grave() {
    return "more than tenfold";
  }

  @Override
  public boolean isWithin(Arms arms, double slack) {
    return Estimate.of(arms.legacy().latencies(), arms.next().latencies(), quantile.value())
        .isWithin(Math.log1p(tolerance * slack));
  }

  @Override
  public boolean isProved(Arms arms, double slack, double level) {
    return bound(arms, level) <= 1 + tolerance * slack;
  }

  @Override
  public double next(Arms arms) {
    return millis(arms.next().latencies());
  }

  @Override
  public double legacy(Arms arms) {
    return millis(arms.legacy().latencies());
  }

  @Override
  public String nextWords(Arms arms) {
    return words(arms.next().latencies());
  }

  @Override
  public String legacyWords(Arms arms) {
    return words(arms.legacy().latencies());
  }

  @Override
  public Difference difference(Arms arms, double slack, double level) {
    double least =
        Quantiles.lowest(
            arms.legacy().latencies(), arms.next().latencies(), quantile.value(), level);
    return from(least, arms, slack, level);
  }

  @Override
  public Difference proved(Arms arms, double slack, double level) {
    double least =
        Quantiles.atLeast(
            arms.legacy().latencies(), arms.next().latencies(), quantile.value(), level);
    return from(least, arms, slack, level);
  }

  private Difference from(double least, Arms arms, double slack, double level) {
    double legacy = arms.legacy().latencies().quantile(quantile.value());
    double next = arms.next().latencies().quantile(quantile.value());
    return Difference.worseAbove(
        Difference.Scale.RATIO,
        least > 0 ? least - 1 : Double.NaN, // nothing is faster than at once
        legacy > 0 ? next / legacy - 1 : 0,
        bound(arms, level) - 1,
        tolerance * slack);
  }

  @Override
  public String atLeast(Difference proved) {
    return "slower by at least " + Figures.percentAtLeast(requireNonNull(proved.low()));
  }

  @Override
  public String atMost(Difference known) {
    Double most = known.high();
    return most == null
        ? "no bound on the difference yet"
        : "slower by at most " + Figures.percentAtMost(most);
  }

  @Override
  public String tolerance(double slack) {
    return "tolerance " + Figures.percentAtMost(tolerance * slack);
  }

  private double bound(Arms arms, double level) {
    return Quantiles.atMost(
        arms.legacy().latencies(), arms.next().latencies(), quantile.value(), level);
  }

  private double millis(Latencies latencies) {
    return latencies.quantile(quantile.value()) / 1e3;
  }

  private String words(Latencies latencies) {
    return quantile
        + " "
        + Figures.latency(latencies.quantile(quantile.value()))
        + " (of "
        + Figures.count(latencies.total())
        + ")";
  }
}
