package dev.crossfade.rollout.schedule;

import java.time.Instant;

/** The two clocks of a machine; a test or a rehearsal brings its own. */
public interface Ticker {
  /** What the wall clock says. It may be stepped, forwards and backwards. */
  Instant wall();

  /** Nanoseconds of a clock that is never stepped; only differences mean something. */
  long nanos();

  /** The clocks of this machine. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public Instant wall() {
        return Instant.now();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }
}
