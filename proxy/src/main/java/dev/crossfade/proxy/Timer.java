package dev.crossfade.proxy;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One pending deadline of a connection or exchange; setting it again replaces it. */
final class Timer {
  private final EventLoop loop;
  private @Nullable Future<?> pending;

  Timer(EventLoop loop) {
    this.loop = loop;
  }

  void set(Duration after, Runnable onExpiry) {
    clear();
    pending = loop.schedule(onExpiry, after.toNanos(), TimeUnit.NANOSECONDS);
  }

  void clear() {
    Future<?> old = pending;
    if (old != null) {
      old.cancel(false);
      pending = null;
    }
  }
}
