package dev.crossfade.proxy;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's connections that nobody uses. Each event loop has its own, in the order of their
 * age, and only it touches them; the count is for everybody.
 */
final class UpstreamIdle {
  private final Map<EventLoop, Deque<UpstreamConnection>> byLoop = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  int count() {
    return count.get();
  }

  /** On the loop, as all that take one. */
  int count(EventLoop loop) {
    return of(loop).size();
  }

  void put(EventLoop loop, UpstreamConnection connection) {
    of(loop).addLast(connection);
    count.incrementAndGet();
  }

  void remove(EventLoop loop, UpstreamConnection connection) {
    if (of(loop).remove(connection)) {
      count.decrementAndGet();
    }
  }

  @Nullable UpstreamConnection takeYoungest(EventLoop loop) {
    return counted(of(loop).pollLast());
  }

  private @Nullable UpstreamConnection takeOldest(EventLoop loop) {
    return counted(of(loop).pollFirst());
  }

  private @Nullable UpstreamConnection counted(@Nullable UpstreamConnection taken) {
    if (taken != null) {
      count.decrementAndGet();
    }
    return taken;
  }

  void closeAll(EventLoop loop) {
    UpstreamConnection idle = takeOldest(loop);
    while (idle != null) {
      idle.close();
      idle = takeOldest(loop);
    }
  }

  /** Each loop closes its own, soon. From any thread. */
  void closeAll() {
    byLoop.keySet().forEach(loop -> loop.execute(() -> closeAll(loop)));
  }

  /** Closes what was put here before {@code deadline}, by {@link System#nanoTime}. */
  void closeOlderThan(long deadline) {
    byLoop.keySet().forEach(loop -> loop.execute(() -> closeOlderThan(loop, deadline)));
  }

  private void closeOlderThan(EventLoop loop, long deadline) {
    UpstreamConnection oldest = of(loop).peekFirst();
    while (oldest != null && oldest.idleSince() - deadline <= 0) {
      remove(loop, oldest);
      oldest.close();
      oldest = of(loop).peekFirst();
    }
  }

  /** Every loop that has one closes its oldest, as long as the condition holds. */
  void spare(BooleanSupplier wanted) {
    byLoop.keySet().forEach(loop -> loop.execute(() -> spare(loop, wanted)));
  }

  private void spare(EventLoop loop, BooleanSupplier wanted) {
    if (wanted.getAsBoolean()) {
      UpstreamConnection oldest = takeOldest(loop);
      if (oldest != null) {
        oldest.close();
      }
    }
  }

  private Deque<UpstreamConnection> of(EventLoop loop) {
    return byLoop.computeIfAbsent(loop, _ -> new ArrayDeque<>());
  }
}
