package dev.crossfade.deploy.audit;

import dev.crossfade.deploy.cli.Exit;

/** An audit cannot begin, or not go on; the message says why and what was expected. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exit;

  private Refusal(int exit, String message) {
    super(message, null, false, false);
    this.exit = exit;
  }

  /** What was asked for cannot be done. */
  public static Refusal problem(String message) {
    return new Refusal(Exit.PROBLEM, message);
  }

  /** Somebody does not answer. */
  public static Refusal unreachable(String message) {
    return new Refusal(Exit.UNREACHABLE, message);
  }

  /** What the command ends with. */
  public int exit() {
    return exit;
  }
}
