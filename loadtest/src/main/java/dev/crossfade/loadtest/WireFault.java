package dev.crossfade.loadtest;

import java.time.Duration;

/** What a {@link FaultProxy} does to the bytes of one direction. */
public sealed interface WireFault {
  /** Bytes pass as they come. */
  WireFault NONE = new None();

  /** Bytes vanish, and so does the end of the stream; the connection stays. */
  WireFault BLACKHOLE = new Blackhole();

  /** The connection is reset, on both sides, at once. */
  WireFault RESET = new Reset(0);

  /** The stream ends, at once; the other direction goes on. */
  WireFault HALF_CLOSE = new HalfClose(0);

  /** See {@link #NONE}. */
  record None() implements WireFault {}

  /** Whatever was read at once is held so long before it passes. */
  record Delay(Duration time) implements WireFault {
    public Delay {
      requireNotNegative("time", time);
    }
  }

  /** At most so many bytes pass at a time, each time after a pause. */
  record Drip(int bytes, Duration every) implements WireFault {
    public Drip {
      if (bytes < 1) {
        throw new IllegalArgumentException("bytes: " + bytes + " (expected: 1 or more)");
      }
      requireNotNegative("every", every);
    }
  }

  /**
   * The connection is reset (RST, by SO_LINGER 0) on both sides.
   *
   * @param after so many bytes pass first, on each connection
   */
  record Reset(long after) implements WireFault {
    public Reset {
      requireNotNegative(after);
    }
  }

  /**
   * The stream ends (FIN) and what follows vanishes. For good: no other fault opens it again.
   *
   * @param after so many bytes pass first, on each connection
   */
  record HalfClose(long after) implements WireFault {
    public HalfClose {
      requireNotNegative(after);
    }
  }

  /** See {@link #BLACKHOLE}. */
  record Blackhole() implements WireFault {}

  /**
   * Random bytes pass, as many as came.
   *
   * @param seed the same seed, the same bytes on every connection
   */
  record Garbage(long seed) implements WireFault {}

  private static void requireNotNegative(String name, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(name + ": " + time + " (expected: not negative)");
    }
  }

  private static void requireNotNegative(long after) {
    if (after < 0) {
      throw new IllegalArgumentException("after: " + after + " (expected: not negative)");
    }
  }
}
