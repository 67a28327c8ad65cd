package dev.crossfade.deploy.cli;

/** What a command's exit code says. */
public final class Exit {
  /** Done, and nothing wrong. */
  public static final int OK = 0;

  /** What was asked ran, and the answer is bad. */
  public static final int FINDINGS = 1;

  /** A usage or configuration problem. */
  public static final int PROBLEM = 2;

  /** Something could not be reached. */
  public static final int UNREACHABLE = 3;

  /** A fault of ours. */
  public static final int FAULT = 70;

  private Exit() {}
}
