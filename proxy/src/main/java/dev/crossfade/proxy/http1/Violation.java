package dev.crossfade.proxy.http1;

/** Bytes that are no message. Nothing after them is read. */
public final class Violation extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What was violated. */
  public enum Kind {
    /** The grammar. */
    SYNTAX,
    /** The request line is longer than allowed. */
    LINE_TOO_LONG,
    /** The fields are more or longer than allowed. */
    HEAD_TOO_LARGE
  }

  /** Without a stack trace: it says what a stranger did, not where we are. */
  Violation(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public static Violation syntax(String message) {
    return new Violation(Kind.SYNTAX, message);
  }

  public Kind kind() {
    return kind;
  }
}
