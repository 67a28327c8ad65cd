package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of one entry that must agree, written alike where they mean the same: numbers are
 * compared as numbers, also those in quotes, texts without white space around them, and a field
 * that is not there is null.
 */
final class Fields {
  /** A number in quotes: what has a zero in front is a code and stays a text. */
  private static final Pattern QUOTED = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,12})?");

  private static final int LONGEST_PLAIN = 30;
  private static final int LONGEST_EXPONENT = 10_000;

  private final @Nullable String[] values;
  private final MessageDigest digest = sha256();

  Fields(int count) {
    values = new String[count];
  }

  void clear() {
    Arrays.fill(values, null);
  }

  /** Takes what the parser is at; false: it is null. */
  boolean take(int field, JsonParser json, JsonToken token) {
    String value =
        switch (token) {
          case VALUE_NULL -> null;
          case VALUE_TRUE -> "true";
          case VALUE_FALSE -> "false";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "#" + number(json.getDecimalValue());
          default -> text(json.getString().strip());
        };
    values[field] = value;
    return value != null;
  }

  /** The key: a text, or a number, which is then as a text. */
  @Nullable String name(JsonParser json, JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> json.getString().strip();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json.getDecimalValue());
      default -> null;
    };
  }

  /** Alike for fields that agree, and for no others. */
  byte[] digest() {
    for (String value : values) {
      if (value == null) {
        digest.update((byte) 0);
      } else {
        byte[] bytes = value.getBytes(UTF_8);
        digest.update((byte) 1);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
          digest.update((byte) (bytes.length >> shift));
        }
        digest.update(bytes);
      }
    }
    return digest.digest();
  }

  private static String text(String text) {
    return QUOTED.matcher(text).matches() ? "#" + number(new BigDecimal(text)) : "\"" + text;
  }

  private static String number(BigDecimal number) {
    if (Math.abs((long) number.scale()) > LONGEST_EXPONENT) {
      return number.toString(); // nothing that a shop counts in; written out it would fill memory
    }
    BigDecimal bare = number.stripTrailingZeros();
    return Math.abs(bare.scale()) <= LONGEST_PLAIN ? bare.toPlainString() : bare.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
