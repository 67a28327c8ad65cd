package dev.crossfade.seo.shadow;

/** An answer that cannot be read for comparing; the message is the reason. */
final class IncomparableException extends Exception {
  private static final long serialVersionUID = 1L;

  IncomparableException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
