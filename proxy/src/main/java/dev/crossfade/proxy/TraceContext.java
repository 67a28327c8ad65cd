package dev.crossfade.proxy;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The {@code traceparent} of a request to a backend (W3C Trace Context, version 00): the trace that
 * a trusted hop began goes on with us as its latest span, any other begins here.
 */
final class TraceContext {
  private static final int LENGTH = 55;
  private static final int TRACE_END = 35;
  private static final int SPAN_END = 52;
  private static final String SAMPLED = "-01";

  private TraceContext() {}

  /**
   * What the backend is told.
   *
   * @param told what a trusted hop said; null: nothing
   */
  static String next(@Nullable String told) {
    HexFormat hex = HexFormat.of();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    // Zero is no identity, in either place.
    String span = hex.toHexDigits(random.nextLong() | 1);
    if (told != null && isWellFormed(told)) {
      return told.substring(0, TRACE_END) + "-" + span + told.substring(SPAN_END);
    }
    return "00-"
        + hex.toHexDigits(random.nextLong())
        + hex.toHexDigits(random.nextLong() | 1)
        + "-"
        + span
        + SAMPLED;
  }

  /** {@code 00-(32 hex)-(16 hex)-(2 hex)}, in lower case, no identity all zeros. */
  static boolean isWellFormed(String told) {
    if (told.length() != LENGTH || !told.startsWith("00-")) {
      return false;
    }
    boolean zeros = true;
    for (int i = 3; i < LENGTH; i++) {
      char c = told.charAt(i);
      if (i == TRACE_END || i == SPAN_END) {
        if (c != '-' || zeros) {
          return false;
        }
        zeros = true;
      } else if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      } else {
        zeros &= c == '0';
      }
    }
    return true;
  }
}
