package dev.crossfade.proxy;

import java.util.List;
import java.util.Map;

/** What came of a {@link Question}. */
public sealed interface Asked {
  /**
   * The storefront has answered.
   *
   * @param fields that mean something to a search engine; names in lower case, all values in their
   *     order
   * @param body encoded as it came; nobody writes to it
   * @param firstByteNanos from the question to the answer's first byte
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and too large to be copied
  record Answered(int status, Map<String, List<String>> fields, byte[] body, long firstByteNanos)
      implements Asked {
    public Answered {
      fields = Map.copyOf(fields);
    }
  }

  /** There is no whole answer. */
  record Missed(ShadowMiss why) implements Asked {}
}
