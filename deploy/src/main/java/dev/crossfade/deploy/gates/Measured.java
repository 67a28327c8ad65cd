package dev.crossfade.deploy.gates;

import dev.crossfade.config.value.Expectation;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers that others have measured, in and out of text. */
final class Measured {
  /** As JSON writes a number, and not too long for one. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");

  private Measured() {}

  /** A finite number; nothing else is one. */
  static Optional<Double> parse(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
  }

  /** The shortest text that is the same number. */
  static String print(double number) {
    String plain = BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    return plain.length() <= 20 ? plain : Double.toString(number).toLowerCase(Locale.ROOT);
  }

  /** How far a number is from what is expected: the larger, the worse. */
  static double badness(Expectation expected, double number) {
    return switch (expected.operator()) {
      case BELOW, AT_MOST -> number;
      case ABOVE, AT_LEAST -> -number;
      case EQUAL -> Math.abs(number - expected.number());
      case UNEQUAL -> -Math.abs(number - expected.number());
    };
  }
}
