package dev.crossfade.seo.live.store;

/** A store that cannot be used at the moment; the message is for the operator. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  StoreException(String message) {
    super(message);
  }

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
