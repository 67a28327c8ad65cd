package dev.crossfade.proxy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One deadline of a connection or exchange; setting it again replaces it. It costs nothing but its
 * place in the {@link Deadlines} of its event loop, so it may be set anew with every byte.
 */
final class Timer {
  private final Deadlines deadlines;
  private final Runnable onExpiry;

  /** The neighbours in a list of the wheel; null: it is not set. */
  @Nullable Timer before;

  @Nullable Timer after;

  /** When it expires, in ticks of the wheel. */
  long tick;

  Timer(Deadlines deadlines, Runnable onExpiry) {
    this.deadlines = deadlines;
    this.onExpiry = onExpiry;
  }

  void set(Duration patience) {
    setNanos(patience.toNanos());
  }

  void setNanos(long nanos) {
    deadlines.set(this, Math.max(0, nanos));
  }

  void clear() {
    if (before != null) {
      deadlines.clear(this);
    }
  }

  void expire() {
    onExpiry.run();
  }
}
