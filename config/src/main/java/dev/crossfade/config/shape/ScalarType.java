package dev.crossfade.config.shape;

import dev.crossfade.config.yaml.Node;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a single value may be: how it looks, what it is called in a message, how it is read. */
sealed interface ScalarType {
  /** For people: "a share such as 25%". */
  String expected();

  /** Reads a text of the right look; a text that is wrong all the same is an IAE that says why. */
  Object parse(String text);

  /** The text to parse, if the value has the right look. */
  Optional<String> accept(Node.Scalar scalar);

  /** Any text; numbers and truth values are taken as they are written. */
  record FreeText() implements ScalarType {
    @Override
    public String expected() {
      return "a text";
    }

    @Override
    public Object parse(String text) {
      return text;
    }

    @Override
    public Optional<String> accept(Node.Scalar scalar) {
      return Optional.of(scalar.text());
    }
  }

  /**
   * A text of a certain look.
   *
   * @param numbers whether an unquoted whole number may have this look too
   */
  record Patterned(Pattern pattern, String expected, boolean numbers, Function<String, ?> parser)
      implements ScalarType {
    @Override
    public Object parse(String text) {
      return parser.apply(text);
    }

    @Override
    public Optional<String> accept(Node.Scalar scalar) {
      return switch (scalar.type()) {
        case TEXT -> Optional.of(scalar.text()).filter(this::matches);
        case INT, FLOAT ->
            Optional.of(Whole.number(scalar.text()))
                .filter(number -> numbers && number == Math.rint(number))
                .map(number -> Long.toString(number.longValue()))
                .filter(this::matches);
        case NULL, BOOL -> Optional.empty();
      };
    }

    private boolean matches(String text) {
      return pattern.matcher(text).matches();
    }
  }

  /** One of a few words; a word may look like a number, as a version does. */
  record OneOf(List<String> words, Function<String, ?> parser) implements ScalarType {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");

    public OneOf {
      words = List.copyOf(words);
    }

    @Override
    public String expected() {
      return words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words);
    }

    @Override
    public Object parse(String text) {
      return parser.apply(text);
    }

    @Override
    public Optional<String> accept(Node.Scalar scalar) {
      return switch (scalar.type()) {
        case TEXT -> words.stream().filter(scalar.text()::equals).findFirst();
        case INT, FLOAT -> {
          double number = Whole.number(scalar.text());
          yield words.stream()
              .filter(word -> isNumber(word) && Double.parseDouble(word) == number)
              .findFirst();
        }
        case NULL, BOOL -> Optional.empty();
      };
    }

    /** Whether a word may be written without quotes as the number it looks like. */
    static boolean isNumber(String word) {
      return NUMBER.matcher(word).matches();
    }
  }

  /** {@code true} or {@code false}. */
  record Truth() implements ScalarType {
    @Override
    public String expected() {
      return "true or false";
    }

    @Override
    public Object parse(String text) {
      return text.charAt(0) == 't' || text.charAt(0) == 'T';
    }

    @Override
    public Optional<String> accept(Node.Scalar scalar) {
      return scalar.type() == Node.Scalar.Type.BOOL ? Optional.of(scalar.text()) : Optional.empty();
    }
  }

  /** A whole number within bounds. */
  record Whole(int min, int max) implements ScalarType {
    /** Fifteen hexadecimal digits fit a long; more are out of any bounds. */
    private static final int MOST_DIGITS = 15;

    @Override
    public String expected() {
      return max == Integer.MAX_VALUE
          ? "a whole number from " + min + " on"
          : "a whole number " + min + ".." + max;
    }

    @Override
    public Object parse(String text) {
      return (int) number(text);
    }

    @Override
    public Optional<String> accept(Node.Scalar scalar) {
      return switch (scalar.type()) {
        case INT, FLOAT -> {
          double number = number(scalar.text());
          boolean within = number == Math.rint(number) && min <= number && number <= max;
          yield within ? Optional.of(scalar.text()) : Optional.empty();
        }
        case NULL, BOOL, TEXT -> Optional.empty();
      };
    }

    /** As the YAML core schema reads it; every int is exact in a double. */
    static double number(String text) {
      if (text.startsWith("0x") || text.startsWith("0o")) {
        int first = 2;
        while (first < text.length() - 1 && text.charAt(first) == '0') {
          first++;
        }
        return text.length() - first > MOST_DIGITS
            ? Double.POSITIVE_INFINITY
            : new BigInteger(text.substring(first), text.charAt(1) == 'x' ? 16 : 8).doubleValue();
      }
      String lower = text.toLowerCase(Locale.ROOT);
      if (lower.endsWith("inf") || lower.endsWith("nan")) {
        return Double.NaN;
      }
      return Double.parseDouble(text);
    }
  }
}
