package dev.crossfade.deploy.traffic;

import dev.crossfade.rollout.statistics.Latencies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was counted of some requests up to a moment.
 *
 * @param latencies until the first byte of the answer, in microseconds; of those that had one
 */
record Counted(long requests, long errors, Latencies latencies) {
  private static final Logger log = LoggerFactory.getLogger(Counted.class);
  static final Counted NOTHING = new Counted(0, 0, Latencies.NONE);

  Counted plus(Counted other) {
    return new Counted(
        requests + other.requests, errors + other.errors, latencies.plus(other.latencies));
  }

  /** What came after {@code earlier}, which is the same at another time. */
  Counted minus(Counted earlier) {
    return new Counted(
        requests - earlier.requests,
        errors - earlier.errors,
        between(earlier.latencies, latencies));
  }

  /** Between two looks at one sketch; nothing if one of its classes began again at zero. */
  static Latencies between(Latencies earlier, Latencies later) {
    try {
      return later.minus(earlier);
    } catch (IllegalArgumentException e) {
      log.debug("latencies of these seconds are lost: {}", e.getMessage());
      return Latencies.NONE;
    }
  }
}
