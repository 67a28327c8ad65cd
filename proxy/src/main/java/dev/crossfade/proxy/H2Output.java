package dev.crossfade.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * What we send on one stream. A head waits for what follows it, since a head alone ends its stream
 * itself; so does the latest part of the body. On the connection's event loop.
 */
final class H2Output {
  private final H2Codec codec;
  private final int stream;
  private @Nullable Http2Headers head;
  private @Nullable ByteBuf part;

  H2Output(H2Codec codec, int stream) {
    this.codec = codec;
    this.stream = stream;
  }

  /** A head that something else follows. */
  void interim(Http2Headers informational) {
    codec.writeHeaders(stream, informational, false);
  }

  void head(Http2Headers begun) {
    head = begun;
  }

  /** Takes ownership of {@code next}. */
  void body(ByteBuf next) {
    writeWaiting();
    part = next;
  }

  void end(@Nullable Http2Headers trailers, ChannelFutureListener onWritten) {
    Http2Headers alone = head;
    ByteBuf last = part;
    if (trailers != null) {
      writeWaiting();
      codec.endWithHeaders(stream, trailers, onWritten);
    } else if (alone != null && last == null) {
      head = null;
      codec.endWithHeaders(stream, alone, onWritten);
    } else {
      part = null;
      writeWaiting();
      codec.endWithData(stream, last == null ? Unpooled.EMPTY_BUFFER : last, onWritten);
    }
    codec.flushSoon();
  }

  void flush() {
    writeWaiting();
    codec.flushSoon();
  }

  private void writeWaiting() {
    Http2Headers first = head;
    if (first != null) {
      head = null;
      codec.writeHeaders(stream, first, false);
    }
    ByteBuf second = part;
    if (second != null) {
      part = null;
      codec.writeData(stream, second);
    }
  }

  /** Forgets what waits. */
  void release() {
    head = null;
    ByteBuf waiting = part;
    if (waiting != null) {
      part = null;
      waiting.release();
    }
  }
}
