package dev.crossfade.proxy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's connections that nobody uses. Each event loop has its own, in the order of their
 * age, and only it touches them; the count is for everybody.
 */
final class UpstreamIdle {
  private final List<Loop> loops;
  private final List<Deque<UpstreamConnection>> byLoop;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * A place for connections on each of these.
   *
   * @param loops in the order of their numbers
   */
  UpstreamIdle(List<Loop> loops) {
    this.loops = loops;
    this.byLoop =
        Stream.<Deque<UpstreamConnection>>generate(ArrayDeque::new).limit(loops.size()).toList();
  }

  int count() {
    return count.get();
  }

  /** On the loop, as all that take one. */
  int count(Loop loop) {
    return of(loop).size();
  }

  void put(Loop loop, UpstreamConnection connection) {
    of(loop).addLast(connection);
    count.incrementAndGet();
  }

  void remove(Loop loop, UpstreamConnection connection) {
    if (of(loop).remove(connection)) {
      count.decrementAndGet();
    }
  }

  @Nullable UpstreamConnection takeYoungest(Loop loop) {
    return counted(of(loop).pollLast());
  }

  private @Nullable UpstreamConnection takeOldest(Loop loop) {
    return counted(of(loop).pollFirst());
  }

  private @Nullable UpstreamConnection counted(@Nullable UpstreamConnection taken) {
    if (taken != null) {
      count.decrementAndGet();
    }
    return taken;
  }

  void closeAll(Loop loop) {
    UpstreamConnection idle = takeOldest(loop);
    while (idle != null) {
      idle.close();
      idle = takeOldest(loop);
    }
  }

  /** Each loop closes its own, soon. From any thread. */
  void closeAll() {
    onEach(this::closeAll);
  }

  private void onEach(Consumer<Loop> action) {
    loops.forEach(loop -> loop.executor().execute(() -> action.accept(loop)));
  }

  /** Closes what was put here before {@code deadline}, by {@link System#nanoTime}. */
  void closeOlderThan(long deadline) {
    if (count() > 0) {
      onEach(loop -> closeOlderThan(loop, deadline));
    }
  }

  private void closeOlderThan(Loop loop, long deadline) {
    UpstreamConnection oldest = of(loop).peekFirst();
    while (oldest != null && oldest.idleSince() - deadline <= 0) {
      remove(loop, oldest);
      oldest.close();
      oldest = of(loop).peekFirst();
    }
  }

  /** Every loop that has one closes its oldest, as long as the condition holds. */
  void spare(BooleanSupplier wanted) {
    onEach(loop -> spare(loop, wanted));
  }

  private void spare(Loop loop, BooleanSupplier wanted) {
    if (wanted.getAsBoolean()) {
      UpstreamConnection oldest = takeOldest(loop);
      if (oldest != null) {
        oldest.close();
      }
    }
  }

  private Deque<UpstreamConnection> of(Loop loop) {
    return byLoop.get(loop.index());
  }
}
