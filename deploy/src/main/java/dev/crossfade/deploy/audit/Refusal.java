package dev.crossfade.deploy.audit;

import dev.crossfade.deploy.cli.Exit;

/** An audit cannot begin, or not go on; the message says why and what was expected. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exit;

  private Refusal(int exit, String message) {
    super(message, null, false, false);
    this.exit = exit;
  }

  /** What was asked for cannot be done. */
  static Refusal problem(String message) {
    return new Refusal(Exit.PROBLEM, message);
  }

  /** Somebody does not answer. */
  static Refusal unreachable(String message) {
    return new Refusal(Exit.UNREACHABLE, message);
  }

  int exit() {
    return exit;
  }
}
