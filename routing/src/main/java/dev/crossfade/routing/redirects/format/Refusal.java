package dev.crossfade.routing.redirects.format;

/** Why a line is no redirect that can be followed: what was found, and what was expected. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** Without a stack trace: a file may have a million bad lines. */
  Refusal(String message) {
    super(message, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
