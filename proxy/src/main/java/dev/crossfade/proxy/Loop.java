package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.HeadBytes;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one event loop share, so that an idle one has nothing and a busy one
 * makes nothing anew. Only on its event loop.
 */
final class Loop {
  private static final int MOST_SPARE_HEADS = 256;

  private final EventLoop executor;
  private final Deadlines deadlines;
  private final HeadBytes writer = new HeadBytes();
  private final Texts texts = new Texts();
  private final Deque<Head> spareHeads = new ArrayDeque<>();

  Loop(EventLoop executor) {
    this.executor = executor;
    this.deadlines = new Deadlines(executor);
  }

  EventLoop executor() {
    return executor;
  }

  Timer timer(Runnable onExpiry) {
    return new Timer(deadlines, onExpiry);
  }

  /** For one head at a time. */
  HeadBytes writer() {
    return writer;
  }

  Texts texts() {
    return texts;
  }

  /** A cleared head; it is given back when its message is over. */
  Head takeHead() {
    Head spare = spareHeads.pollLast();
    return (spare == null ? new Head() : spare).clear();
  }

  void giveBack(@Nullable Head head) {
    if (head != null && spareHeads.size() < MOST_SPARE_HEADS) {
      spareHeads.addLast(head.clear());
    }
  }
}
