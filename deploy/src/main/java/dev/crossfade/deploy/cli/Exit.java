package dev.crossfade.deploy.cli;

/** What a command's exit code says. */
final class Exit {
  /** Done, and nothing wrong. */
  static final int OK = 0;

  /** What was asked ran, and the answer is bad. */
  static final int FINDINGS = 1;

  /** A usage or configuration problem. */
  static final int PROBLEM = 2;

  /** Something could not be reached. */
  static final int UNREACHABLE = 3;

  /** A fault of ours. */
  static final int FAULT = 70;

  private Exit() {}
}
