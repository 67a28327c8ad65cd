package dev.crossfade.rollout.gates;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/** Numbers as a verdict's sentence shows them, alike in every locale. */
final class Figures {
  private Figures() {}

  /** A share or a ratio: {@code 1.9 %}. */
  static String percent(double share) {
    return decimal(share * 100, RoundingMode.HALF_EVEN) + " %";
  }

  /** A lower bound, rounded down. */
  static String percentAtLeast(double share) {
    return decimal(share * 100, RoundingMode.FLOOR) + " %";
  }

  /** An upper bound, rounded up. */
  static String percentAtMost(double share) {
    return decimal(share * 100, RoundingMode.CEILING) + " %";
  }

  /** A difference of shares that is a lower bound, rounded down: {@code 0.8pp}. */
  static String pointsAtLeast(double difference) {
    return decimal(difference * 100, RoundingMode.FLOOR) + "pp";
  }

  /** A difference of shares that is an upper bound, rounded up. */
  static String pointsAtMost(double difference) {
    return decimal(difference * 100, RoundingMode.CEILING) + "pp";
  }

  /** A count, its thousands apart: {@code 17 950}. */
  static String count(long count) {
    String digits = Long.toString(count);
    StringBuilder text = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > 0; i -= 3) {
      text.insert(i, ' ');
    }
    return text.toString();
  }

  /** A latency: {@code 280 ms}, {@code 1.4 s}. */
  static String latency(double micros) {
    return micros < 1_000_000
        ? decimal(micros / 1e3, RoundingMode.HALF_EVEN) + " ms"
        : decimal(micros / 1e6, RoundingMode.HALF_EVEN) + " s";
  }

  /** How long ago: {@code 45s}, {@code 22m}, {@code 3h}. */
  static String age(Duration age) {
    long seconds = age.toSeconds();
    return seconds < 120
        ? seconds + "s"
        : seconds < 7_200 ? seconds / 60 + "m" : seconds / 3_600 + "h";
  }

  /** Two digits that count, or one after the point from ten on; none of them a zero at the end. */
  private static String decimal(double value, RoundingMode mode) {
    if (Math.abs(value) < 1e-6) {
      return "0";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded =
        Math.abs(value) >= 10 ? exact.setScale(1, mode) : exact.round(new MathContext(2, mode));
    return rounded.stripTrailingZeros().toPlainString();
  }
}
