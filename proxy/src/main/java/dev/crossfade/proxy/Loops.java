package dev.crossfade.proxy;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All event loops with what their connections share. Thread-safe. */
final class Loops {
  private final EventLoopGroup group;
  private final Map<EventExecutor, Loop> byExecutor = new HashMap<>();

  Loops(EventLoopGroup group) {
    this.group = group;
    for (EventExecutor executor : group) {
      byExecutor.put(executor, new Loop((EventLoop) executor, byExecutor.size()));
    }
  }

  EventLoopGroup group() {
    return group;
  }

  /** In the order of their numbers. */
  List<Loop> all() {
    return byExecutor.values().stream().sorted(Comparator.comparingInt(Loop::index)).toList();
  }

  Loop of(EventLoop executor) {
    Loop loop = byExecutor.get(executor);
    if (loop == null) {
      throw new IllegalArgumentException("an event loop of others: " + executor);
    }
    return loop;
  }

  /** One after the other. */
  Loop next() {
    return of(group.next());
  }
}
