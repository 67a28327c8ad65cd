package dev.crossfade.deploy.explain;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part of a description that means nothing; the message says what was expected. */
final class Misdescribed extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  Misdescribed(String field, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.field = field;
  }

  /** Of a question. */
  String field() {
    return field;
  }

  /** What comes of reading a field. */
  static <T extends @Nullable Object> T in(String field, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new Misdescribed(field, String.valueOf(e.getMessage()), e);
    }
  }
}
