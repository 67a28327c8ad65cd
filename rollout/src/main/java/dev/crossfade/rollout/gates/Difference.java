package dev.crossfade.rollout.gates;

import dev.crossfade.config.value.Expectation;
import org.jspecify.annotations.Nullable;

/**
 * What a verdict rests on, as figures: how far next is from what it is compared with, as far as
 * that is known, and how far it may be. Shares and ratios are plain numbers: 0.005 is half a point.
 *
 * @param scale what the numbers are
 * @param low the least that is not excluded, and of a fail what is proved; null: there is no bound
 * @param estimate what was seen
 * @param high the most that is not excluded; null: there is no bound
 * @param tolerance what is allowed
 * @param bad on which side of it next is too bad
 */
public record Difference(
    Scale scale,
    @Nullable Double low,
    double estimate,
    @Nullable Double high,
    double tolerance,
    Bad bad) {

  /** What the numbers of a difference are. */
  public enum Scale {
    /** A share of next less the control's. */
    POINTS,
    /** How much more next has than the control, as a share of the control's. */
    RATIO,
    /** A share of next's own. */
    SHARE,
    /** A number that others have measured; it has no bounds. */
    NUMBER
  }

  /** Where it is too bad, seen from the tolerance. */
  public enum Bad {
    ABOVE,
    BELOW,
    /** On both sides: the tolerance is what it must be. */
    ELSEWHERE
  }

  /** The larger, the worse. */
  static Difference worseAbove(
      Scale scale, double low, double estimate, double high, double tolerance) {
    return new Difference(scale, bound(low), estimate, bound(high), tolerance, Bad.ABOVE);
  }

  /** Of something that was counted whole, so that nothing is left open. */
  static Difference exact(double share, double tolerance) {
    return worseAbove(Scale.SHARE, share, share, share, tolerance);
  }

  /** Of a measured number; null where all but one number is allowed, which is no distance. */
  public static @Nullable Difference of(Expectation expected, double measured) {
    Bad bad =
        switch (expected.operator()) {
          case BELOW, AT_MOST -> Bad.ABOVE;
          case ABOVE, AT_LEAST -> Bad.BELOW;
          case EQUAL -> Bad.ELSEWHERE;
          case UNEQUAL -> null;
        };
    return bad == null
        ? null
        : new Difference(Scale.NUMBER, null, measured, null, expected.number(), bad);
  }

  private static @Nullable Double bound(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
