package dev.crossfade.seo.live;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a storefront says when it is asked. */
public sealed interface Reply {
  /**
   * It answered.
   *
   * @param fields names in lower case
   * @param body in its content coding; nobody writes to it
   * @param firstByteNanos from the question to the first byte; below 0: not measured
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and too large to be copied
  record Answered(int status, Map<String, List<String>> fields, byte[] body, long firstByteNanos)
      implements Reply {
    /** Whether the other one says the very same, however long it took. */
    boolean isAs(Answered other) {
      return status == other.status
          && fields.equals(other.fields)
          && Arrays.equals(body, other.body);
    }
  }

  /** There is no answer to compare. */
  record Missed(ParityNews.Miss why) implements Reply {}
}
