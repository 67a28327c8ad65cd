package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.HeadBytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages of HTTP/1 to one connection. A head and a small body leave as one buffer, since
 * each buffer more costs the kernel and us about as much as copying a few thousand bytes; large
 * parts are passed on as they are. On the connection's event loop.
 */
final class MessageOutput {
  /** Parts up to this size are copied behind what waits. */
  private static final int SMALL = 4096;

  private static final int ROOM_FOR_UNKNOWN = 1024;

  private final Channel channel;
  private final Loop loop;
  private @Nullable ByteBuf waiting;
  private boolean chunked;
  private boolean chunkOpen;

  MessageOutput(Channel channel, Loop loop) {
    this.channel = channel;
    this.loop = loop;
  }

  /**
   * Begins a message with a head.
   *
   * @param length of its body; below 0: that will be seen
   * @param inChunks whether the head says that the body comes in chunks
   */
  void begin(HeadBytes head, long length, boolean inChunks) {
    chunked = inChunks;
    int room = length < 0 ? ROOM_FOR_UNKNOWN : length > SMALL ? 0 : (int) length;
    append(head, room);
  }

  private void append(HeadBytes written, int room) {
    ByteBuf before = waiting;
    if (before != null && before.writableBytes() >= written.length()) {
      written.appendTo(before);
    } else {
      writeWaiting();
      waiting = written.toBuffer(channel.alloc(), room);
    }
  }

  /** Takes so many bytes from {@code in}, which stays the caller's. */
  void body(ByteBuf in, int length) {
    if (length == 0) {
      return;
    }
    boolean small = length <= SMALL;
    if (chunked) {
      endChunk();
      HeadBytes chunk = loop.writer().empty().chunk(length);
      append(small ? chunk.bytes(in, length).endLine() : chunk, 0);
      chunkOpen = !small;
    } else if (small) {
      append(loop.writer().empty().bytes(in, length), 0);
    }
    if (!small) {
      writeWaiting();
      channel.write(in.readRetainedSlice(length), channel.voidPromise());
    }
  }

  private void endChunk() {
    if (chunkOpen) {
      chunkOpen = false;
      append(loop.writer().empty().endLine(), 0);
    }
  }

  private void writeWaiting() {
    ByteBuf before = waiting;
    if (before != null) {
      waiting = null;
      channel.write(before, channel.voidPromise());
    }
  }

  /** Ends the message, without flushing it. */
  void end(@Nullable Head trailers) {
    if (chunked) {
      endChunk();
      HeadBytes last = loop.writer().empty().lastChunk();
      if (trailers != null) {
        Forwarding.trailers(trailers, last);
      }
      append(last.endLine(), 0);
      chunked = false;
    }
  }

  void flush() {
    endChunk();
    writeWaiting();
    channel.flush();
  }

  /** Flushes, and tells when all of it is written. */
  ChannelFuture flushLast() {
    ByteBuf last = waiting;
    waiting = null;
    return channel.writeAndFlush(last == null ? channel.alloc().buffer(0, 0) : last);
  }

  /** Forgets what waits. */
  void release() {
    ByteBuf before = waiting;
    if (before != null) {
      waiting = null;
      before.release();
    }
  }
}
