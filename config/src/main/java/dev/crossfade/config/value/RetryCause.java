package dev.crossfade.config.value;

/** What an idempotent request may be retried on: a failure by name, or a status. */
public record RetryCause(Kind kind, int status) {
  public static final String PATTERN = "connect|reset-before-response|[45][0-9]{2}";

  /** What went wrong. */
  public enum Kind {
    /** No connection came about. */
    CONNECT,
    /** The connection ended before the first byte of an answer. */
    RESET_BEFORE_RESPONSE,
    /** The endpoint answered this status. */
    STATUS
  }

  /** Reads what matches {@link #PATTERN}. */
  public static RetryCause parse(String text) {
    return switch (text) {
      case "connect" -> new RetryCause(Kind.CONNECT, 0);
      case "reset-before-response" -> new RetryCause(Kind.RESET_BEFORE_RESPONSE, 0);
      default -> new RetryCause(Kind.STATUS, Integer.parseInt(text));
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case CONNECT -> "connect";
      case RESET_BEFORE_RESPONSE -> "reset-before-response";
      case STATUS -> Integer.toString(status);
    };
  }
}
