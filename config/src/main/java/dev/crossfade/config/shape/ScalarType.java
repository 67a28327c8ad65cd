package dev.crossfade.config.shape;

import dev.crossfade.config.yaml.Node;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a single value may be: how it looks, what it is called in a message, how it is read. */
sealed interface ScalarType {
  /** For people: "a share such as 25%". */
  String expected();

  /** Reads a text of the right look; a text that is wrong all the same is an IAE that says why. */
  Object parse(String text);

  /** Whether a value of this look is taken, before it is parsed. */
  boolean looksRight(Node.Scalar scalar);

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
    public boolean looksRight(Node.Scalar scalar) {
      return true;
    }
  }

  /**
   * A text of a certain look.
   *
   * @param numbers whether an unquoted number may have this look too
   */
  record Patterned(Pattern pattern, String expected, boolean numbers, Function<String, ?> parser)
      implements ScalarType {
    @Override
    public Object parse(String text) {
      return parser.apply(text);
    }

    @Override
    public boolean looksRight(Node.Scalar scalar) {
      boolean textual = scalar.type() == Node.Scalar.Type.TEXT;
      boolean number = numbers && scalar.type() == Node.Scalar.Type.INT;
      return (textual || number) && pattern.matcher(scalar.text()).matches();
    }
  }

  /** One of a few words; a word may look like a number, as a version does. */
  record OneOf(List<String> words, Function<String, ?> parser) implements ScalarType {
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
    public boolean looksRight(Node.Scalar scalar) {
      return words.contains(scalar.text());
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
    public boolean looksRight(Node.Scalar scalar) {
      return scalar.type() == Node.Scalar.Type.BOOL;
    }
  }

  /** A whole number within bounds. */
  record Whole(int min, int max) implements ScalarType {
    @Override
    public String expected() {
      return "a whole number " + min + ".." + max;
    }

    @Override
    public Object parse(String text) {
      return (int) number(text);
    }

    @Override
    public boolean looksRight(Node.Scalar scalar) {
      return switch (scalar.type()) {
        case INT, FLOAT -> {
          double number = number(scalar.text());
          yield number == Math.rint(number) && min <= number && number <= max;
        }
        case NULL, BOOL, TEXT -> false;
      };
    }

    /** As the YAML core schema reads it; every int is exact in a double. */
    static double number(String text) {
      if (text.startsWith("0x") || text.startsWith("0o")) {
        int radix = text.charAt(1) == 'x' ? 16 : 8;
        return new java.math.BigInteger(text.substring(2), radix).doubleValue();
      }
      String lower = text.toLowerCase(java.util.Locale.ROOT);
      if (lower.endsWith("inf") || lower.endsWith("nan")) {
        return Double.NaN;
      }
      return Double.parseDouble(text);
    }
  }
}
