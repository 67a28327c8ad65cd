package dev.crossfade.deploy.gates;

/** Why there is no answer that means anything: one line, for a verdict's sentence. */
final class NoAnswer extends Exception {
  NoAnswer(String message) {
    super(message);
  }

  NoAnswer(String message, Throwable cause) {
    super(message, cause);
  }

  /** The line. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
