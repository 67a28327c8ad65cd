package dev.crossfade.seo.parity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A price as a page writes it: {@code 19.9}, {@code 19,90 €}, {@code 1.234,50}. A single sign
 * before three digits may part thousands or decimals, so such a price has two readings, and is the
 * same as another if one of them is.
 *
 * @param readings one or two; the likelier first
 */
record Amount(List<BigDecimal> readings) {
  private static final int LONGEST = 24;

  Amount {
    readings = List.copyOf(readings);
  }

  /** Null: it is no price. */
  static @Nullable Amount parse(String text) {
    String digits = digits(text);
    if (digits.isEmpty() || digits.length() > LONGEST) {
      return null;
    }
    int dot = digits.lastIndexOf('.');
    int comma = digits.lastIndexOf(',');
    int last = Math.max(dot, comma);
    if (last < 0) {
      return new Amount(List.of(new BigDecimal(digits)));
    }
    char sign = digits.charAt(last);
    boolean repeated = digits.indexOf(sign) < last;
    boolean both = dot >= 0 && comma >= 0;
    List<BigDecimal> readings = new ArrayList<>();
    if (!repeated) {
      readings.add(decimal(digits, last));
    }
    if (repeated || (!both && digits.length() - last == 4 && last > 0 && last <= 3)) {
      readings.add(decimal(digits, digits.length()));
    }
    return new Amount(readings);
  }

  /** With its decimals behind this place; all other signs are of thousands. */
  private static BigDecimal decimal(String digits, int place) {
    StringBuilder out = new StringBuilder("0");
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (Character.isDigit(c)) {
        out.append(c);
      } else if (i == place) {
        out.append('.');
      }
    }
    if (out.charAt(out.length() - 1) == '.') {
      out.append('0');
    }
    return new BigDecimal(out.toString());
  }

  /** The digits and the signs between them; empty: there are none, or two prices in one text. */
  private static String digits(String text) {
    StringBuilder out = new StringBuilder();
    boolean over = false;
    for (int i = 0; i < text.length() && out.length() <= LONGEST; i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean sign = (c == '.' || c == ',') && !out.isEmpty();
      if (digit && over) {
        return "";
      }
      if (digit || (sign && !over)) {
        out.append(c);
      } else if (!out.isEmpty() && c != '\'' && !Character.isSpaceChar(c) && c != '’') {
        over = true;
      }
    }
    while (!out.isEmpty() && !Character.isDigit(out.charAt(out.length() - 1))) {
      out.setLength(out.length() - 1);
    }
    return out.toString();
  }

  boolean isPositive() {
    return readings.getFirst().signum() > 0;
  }

  boolean isSame(Amount other) {
    for (BigDecimal one : readings) {
      for (BigDecimal reading : other.readings) {
        if (one.compareTo(reading) == 0) {
          return true;
        }
      }
    }
    return false;
  }

  boolean isBelow(Amount other) {
    return readings.getFirst().compareTo(other.readings.getFirst()) < 0;
  }

  /** {@code 19.90}. */
  @Override
  public String toString() {
    BigDecimal likely = readings.getFirst().stripTrailingZeros();
    return likely.setScale(Math.max(2, likely.scale()), RoundingMode.UNNECESSARY).toPlainString();
  }
}
