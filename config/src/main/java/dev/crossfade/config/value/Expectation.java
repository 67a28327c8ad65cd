package dev.crossfade.config.value;

import java.math.BigDecimal;

/** What a measured number must be, such as {@code < 5} or {@code == 0}. */
public record Expectation(Operator operator, double number) {
  public static final String PATTERN = "(<|<=|>|>=|==|!=) *-?[0-9]{1,15}(\\.[0-9]{1,9})?";

  /** How the number is compared; the word is what the configuration writes. */
  public enum Operator {
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">="),
    EQUAL("=="),
    UNEQUAL("!=");

    private final String word;

    Operator(String word) {
      this.word = word;
    }
  }

  /** Reads what matches {@link #PATTERN}. */
  public static Expectation parse(String text) {
    int end = text.charAt(1) == '=' ? 2 : 1;
    String word = text.substring(0, end);
    for (Operator operator : Operator.values()) {
      if (operator.word.equals(word)) {
        return new Expectation(operator, Double.parseDouble(text.substring(end).strip()));
      }
    }
    throw new IllegalArgumentException("a comparison such as < 5 or == 0");
  }

  /** Whether it holds; it never does for what is no number. */
  public boolean holdsFor(double measured) {
    if (Double.isNaN(measured)) {
      return false;
    }
    return switch (operator) {
      case BELOW -> measured < number;
      case AT_MOST -> measured <= number;
      case ABOVE -> measured > number;
      case AT_LEAST -> measured >= number;
      case EQUAL -> measured == number;
      case UNEQUAL -> measured != number;
    };
  }

  @Override
  public String toString() {
    return operator.word + " " + BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
