package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.service.RolloutService.Difference;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The plot of one difference: its confidence as a bar, what was seen as a dot, none at all and the
 * tolerance as lines, and what is too bad as a tinted part. All numbers are places in a picture of
 * {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param verdict gives the colour
 * @param summary the same in a sentence
 * @param zero where no difference lies; null: it is not in the picture
 * @param badFrom from where on it is too bad, with {@code badTo}; null: it is not so on one side
 * @param cutLow whether the bar goes on to the left; there is then an arrow
 * @param toleranceAt where its word stands, which is not where its line is near an edge
 * @param zeroWord whether there is room for a 0 beside it
 */
public record Interval(
    String verdict,
    String summary,
    @Nullable Double zero,
    double tolerance,
    String toleranceWord,
    double toleranceAt,
    boolean zeroWord,
    @Nullable Double badFrom,
    double badTo,
    double low,
    double estimate,
    double high,
    boolean cutLow,
    boolean cutHigh) {
  public static final int WIDTH = 200;
  public static final int HEIGHT = 30;
  private static final double EDGE = 8;

  static Interval of(Difference difference, String verdict) {
    Scale scale = Scale.of(difference);
    double tolerance = scale.at(difference.tolerance());
    double zero = scale.at(0);
    boolean hasZero = zero >= EDGE - 0.01 && zero <= WIDTH - EDGE + 0.01;
    Double low = difference.low();
    Double high = difference.high();
    boolean bounded = low != null || high != null || !difference.unit().isEmpty();
    double from = low == null ? (bounded ? 0 : scale.at(difference.estimate())) : scale.at(low);
    double to = high == null ? (bounded ? WIDTH : scale.at(difference.estimate())) : scale.at(high);
    String word = Words.signed(difference, difference.tolerance());
    double half = word.length() * 2.9;
    Double badFrom =
        switch (difference.bad()) {
          case "above" -> (Double) Math.clamp(tolerance, 0, WIDTH);
          case "below" -> (Double) 0.0;
          default -> null;
        };
    return new Interval(
        verdict,
        summary(difference),
        hasZero ? zero : null,
        tolerance,
        word,
        Math.clamp(tolerance, half, WIDTH - half),
        hasZero && Math.abs(zero - tolerance) > half + 10,
        badFrom,
        difference.bad().equals("below") ? Math.clamp(tolerance, 0, WIDTH) : WIDTH,
        Math.clamp(from, 0, WIDTH),
        Math.clamp(scale.at(difference.estimate()), 4, WIDTH - 4),
        Math.clamp(to, 0, WIDTH),
        from < 0 || (low == null && bounded),
        to > WIDTH || (high == null && bounded));
  }

  /** A number as an attribute of SVG. */
  public static String place(double x) {
    return String.format(Locale.ROOT, "%.1f", x);
  }

  private static String summary(Difference of) {
    Double low = of.low();
    Double high = of.high();
    String range =
        low == null && high == null
            ? ""
            : ", between "
                + (low == null ? "no bound" : Words.signed(of, low))
                + " and "
                + (high == null ? "no bound" : Words.signed(of, high));
    String allowed =
        switch (of.bad()) {
          case "above" -> "at most ";
          case "below" -> "at least ";
          default -> "";
        };
    return (of.relative() ? "difference " : "")
        + Words.signed(of, of.estimate())
        + range
        + ", allowed "
        + allowed
        + Words.signed(of, of.tolerance());
  }

  /** Which numbers are in the picture: the tolerance, what was seen, and most of the bar. */
  private record Scale(double left, double right) {
    static Scale of(Difference of) {
      Double low = of.low();
      Double high = of.high();
      double reach =
          Math.max(Math.max(Math.abs(of.tolerance()), 1e-9) * 2, Math.abs(of.estimate()) * 1.3);
      if (of.bad().equals("elsewhere")) {
        double far = Math.abs(of.estimate() - of.tolerance()) * 1.3;
        double wide =
            low == null || high == null
                ? Math.abs(of.tolerance()) / 2
                : Math.max(of.tolerance() - low, high - of.tolerance()) * 1.3;
        double half = Math.max(Math.max(far, wide), 1e-6);
        return new Scale(of.tolerance() - half, of.tolerance() + half);
      }
      double bound = Math.max(low == null ? 0 : Math.abs(low), high == null ? 0 : Math.abs(high));
      double span = Math.max(reach, Math.min(bound * 1.1, reach * 3));
      return of.relative() ? new Scale(-span, span) : new Scale(Math.min(0, -0.04 * span), span);
    }

    double at(double value) {
      return EDGE + (value - left) / (right - left) * (WIDTH - 2 * EDGE);
    }
  }
}
