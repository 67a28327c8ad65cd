package dev.crossfade.console.pages.overview;

import dev.crossfade.console.pages.rollout.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures as the overview writes them; a dash where there is none. */
public final class Readings {
  private static final String NONE = "–";

  private Readings() {}

  /** {@code 1 204 requests}. */
  static String count(long count, String of) {
    return Words.count(count) + " " + of + (count == 1 ? "" : "s");
  }

  public static String perSecond(@Nullable Double value) {
    return value == null || value.isNaN() ? NONE : Words.digits(value);
  }

  public static String percent(@Nullable Double value) {
    return value == null || value.isNaN() ? NONE : Words.digits(value) + " %";
  }

  public static String millis(@Nullable Double value) {
    return value == null || value.isNaN() ? NONE : Words.digits(value) + " ms";
  }

  /** The last figure that is known; NaN: none is. */
  static double last(List<Double> values) {
    for (double value : values.reversed()) {
      if (!Double.isNaN(value)) {
        return value;
      }
    }
    return Double.NaN;
  }
}
