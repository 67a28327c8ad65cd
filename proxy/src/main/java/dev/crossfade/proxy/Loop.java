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
  private static final int MOST_SPARE = 256;

  private final int index;
  private final EventLoop executor;
  private final Deadlines deadlines;
  private final HeadBytes writer = new HeadBytes();
  private final Texts texts = new Texts();
  private final Deque<ClientRequest> spareRequests = new ArrayDeque<>();
  private final Deque<Head> spareHeads = new ArrayDeque<>();

  /**
   * What connections on this event loop share.
   *
   * @param index its number among all, from 0
   */
  Loop(EventLoop executor, int index) {
    this.index = index;
    this.executor = executor;
    this.deadlines = new Deadlines(executor);
  }

  /** So that what belongs to one loop is found in an array. */
  int index() {
    return index;
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

  /** A cleared request; it is given back when it is over. */
  ClientRequest takeRequest() {
    ClientRequest spare = spareRequests.pollLast();
    return spare == null ? new ClientRequest(texts).clear() : spare;
  }

  void giveBack(@Nullable ClientRequest request) {
    if (request != null && spareRequests.size() < MOST_SPARE) {
      spareRequests.addLast(request.clear());
    }
  }

  /** A cleared head; it is given back when its message is over. */
  Head takeHead() {
    Head spare = spareHeads.pollLast();
    return (spare == null ? new Head() : spare).clear();
  }

  void giveBack(@Nullable Head head) {
    if (head != null && spareHeads.size() < MOST_SPARE) {
      spareHeads.addLast(head.clear());
    }
  }
}
