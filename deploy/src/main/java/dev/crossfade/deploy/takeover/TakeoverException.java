package dev.crossfade.deploy.takeover;

import org.jspecify.annotations.Nullable;

/** Sockets do not change hands; the message is one line, for the operator. */
public final class TakeoverException extends Exception {
  private static final long serialVersionUID = 1L;

  public TakeoverException(String message) {
    super(message);
  }

  TakeoverException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
