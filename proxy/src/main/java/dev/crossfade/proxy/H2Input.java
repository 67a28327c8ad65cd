package dev.crossfade.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What comes on one stream. The other side's window opens again as its body is passed on, so what
 * may wait here is what the window holds. On the connection's event loop.
 */
final class H2Input {
  private final H2Codec codec;
  private final Http2Stream stream;
  private final Queue<ByteBuf> unread = new ArrayDeque<>(1);
  private int owed;
  private boolean wanted;

  H2Input(H2Codec codec, Http2Stream stream) {
    this.codec = codec;
    this.stream = stream;
  }

  /** Whether more is wanted now. */
  void setWanted(boolean now) {
    wanted = now;
    if (now) {
      payIfRead();
    }
  }

  void add(ByteBuf data, int padding) {
    owed += data.readableBytes() + padding;
    if (data.isReadable()) {
      unread.add(data.retain());
    }
  }

  /** The next part, whose taker releases it; null: there is none, or none is wanted. */
  @Nullable ByteBuf poll() {
    return wanted ? unread.poll() : null;
  }

  boolean isEmpty() {
    return unread.isEmpty();
  }

  /** Whether everything was taken, and more may be. */
  boolean isTaken() {
    return wanted && unread.isEmpty();
  }

  /** Lets the other side send as much as was taken. */
  void payIfRead() {
    if (isTaken()) {
      pay();
    }
  }

  private void pay() {
    int bytes = owed;
    if (bytes > 0) {
      owed = 0;
      codec.consume(stream, bytes);
    }
  }

  /** Forgets what waits. The connection's window belongs to all streams, so it is paid back. */
  void release() {
    unread.forEach(ByteBuf::release);
    unread.clear();
    pay();
  }
}
