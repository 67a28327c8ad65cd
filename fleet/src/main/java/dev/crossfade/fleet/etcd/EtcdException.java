package dev.crossfade.fleet.etcd;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** etcd did not do what it was asked; the message is one line, for the operator. */
public final class EtcdException extends Exception {
  private final Kind kind;

  EtcdException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
  }

  EtcdException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** What became of what was asked. */
  public enum Kind {
    /** No member got it: nothing has changed. */
    UNREACHABLE,
    /** A member got it, and nobody knows whether it did it, or is about to. */
    UNCERTAIN,
    /** etcd says no, and would again. */
    REFUSED,
    /** What was asked for is older than what etcd keeps. */
    COMPACTED,
    /** The answer is larger than what is taken. */
    TOO_LARGE
  }

  public Kind kind() {
    return kind;
  }
}
