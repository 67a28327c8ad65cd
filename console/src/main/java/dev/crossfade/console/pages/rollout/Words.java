package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.service.RolloutService.Difference;
import dev.crossfade.console.service.RolloutService.GateState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Figures and states as the pages of rollouts write them. */
public final class Words {
  private Words() {}

  /** An exposure: {@code 25 %}, {@code 0.5 %}. */
  public static String percent(double percent) {
    return plain(percent) + " %";
  }

  /** The same as an order takes it: {@code 25%}. */
  static String share(double percent) {
    return plain(percent) + "%";
  }

  /** How long: {@code 45 s}, {@code 90 min}, {@code 24 h}, {@code 7 d}. */
  public static String duration(long seconds) {
    return seconds < 120
        ? seconds + " s"
        : seconds < 2 * 3_600
            ? seconds / 60 + " min"
            : seconds < 72 * 3_600 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
  }

  /** A count with its thousands apart: {@code 17 950}. */
  public static String count(long count) {
    String digits = Long.toString(count);
    StringBuilder text = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > (count < 0 ? 1 : 0); i -= 3) {
      text.insert(i, '\u00a0');
    }
    return text.toString();
  }

  /** What one arm was measured to have; a dash where it was not. */
  public static String measured(GateState gate, @Nullable Double value) {
    if (value == null) {
      return "–";
    }
    return switch (gate.kind()) {
      case "latency" -> digits(value) + " ms";
      case "prometheus", "http" -> digits(value);
      default -> digits(value * 100) + " %";
    };
  }

  /** A number of a difference, with its sign and unit: {@code +0.5 pp}. */
  static String signed(Difference of, double value) {
    String sign = of.relative() && value > 0 ? "+" : "";
    return sign + digits(value) + (of.unit().isEmpty() ? "" : " " + of.unit());
  }

  /** What a verdict rests on, without its name before and what it says after. */
  public static String sentence(GateState gate) {
    return sentence(gate.name(), gate.verdict(), gate.sentence());
  }

  static String sentence(String gate, String verdict, String sentence) {
    String start = gate + ": ";
    String end = ": " + verdict;
    int from = sentence.startsWith(start) ? start.length() : 0;
    int to =
        sentence.endsWith(end) && sentence.length() - end.length() > from
            ? sentence.length() - end.length()
            : sentence.length();
    return sentence.substring(from, to);
  }

  /** Three digits that count. */
  public static String digits(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : "–";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded =
        Math.abs(value) >= 1_000
            ? exact.setScale(0, RoundingMode.HALF_EVEN)
            : exact.round(new MathContext(Math.abs(value) < 1 ? 2 : 3));
    return rounded.stripTrailingZeros().toPlainString();
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
