package dev.crossfade.config.value;

import java.math.BigDecimal;

/** A share of a whole, such as {@code 0.5%} or {@code 25%}, exact to a hundredth of a percent. */
public record Share(int basisPoints) implements Comparable<Share> {
  public static final int WHOLE = 10_000;
  public static final Share NONE = new Share(0);
  public static final Share ALL = new Share(WHOLE);

  public static final String PATTERN = "(100(\\.0{1,2})?|[0-9]{1,2}(\\.[0-9]{1,2})?)%";

  public Share {
    if (basisPoints < 0 || basisPoints > WHOLE) {
      throw new IllegalArgumentException(
          "basisPoints: " + basisPoints + " (expected: 0.." + WHOLE + ")");
    }
  }

  /** Reads what matches {@link #PATTERN}. */
  public static Share parse(String text) {
    return new Share(hundredths(text.substring(0, text.length() - 1)));
  }

  static int hundredths(String decimal) {
    return new BigDecimal(decimal).movePointRight(2).intValueExact();
  }

  static String decimal(int hundredths) {
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
  }

  /** As a number of percent: 25, 0.5. */
  public double percent() {
    return basisPoints / 100.0;
  }

  /** As a number from 0 to 1. */
  public double ratio() {
    return basisPoints / (double) WHOLE;
  }

  @Override
  public int compareTo(Share other) {
    return Integer.compare(basisPoints, other.basisPoints);
  }

  @Override
  public String toString() {
    return decimal(basisPoints) + "%";
  }
}
