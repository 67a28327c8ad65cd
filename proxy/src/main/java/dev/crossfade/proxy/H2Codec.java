package dev.crossfade.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP/2 (RFC 9113), whichever side we are on: frames of its streams go to what
 * stands for them, and what these write goes out. On its event loop.
 *
 * <p>The connection reads all the time; bodies are held back by their windows, which open only as
 * they are passed on. What is ready in one turn of the event loop leaves in one write.
 */
abstract class H2Codec extends Http2ConnectionHandler {
  /** What stands for one stream. */
  interface Side {
    /** A head, or trailers. */
    void onHeaders(Http2Headers headers, boolean ends);

    /**
     * Copies nothing; {@code data} stays the caller's.
     *
     * @return how many bytes the other side may send instead of these
     */
    int onData(ByteBuf data, int padding, boolean ends);

    void onWritable();

    /** The other side ends the stream; {@link #onGone} follows. */
    default void onReset(long errorCode) {}

    /** The stream ended otherwise than by what we sent; a second time does nothing. */
    void onGone();
  }

  /** How much of one body may wait here. The connection takes that of three such streams. */
  static final int WINDOW = 256 << 10;

  private final Channel channel;
  private final Loop loop;
  private final Http2Connection.PropertyKey key;
  private @Nullable ChannelHandlerContext context;
  private boolean flushScheduled;

  H2Codec(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Channel channel,
      Loop loop) {
    super(decoder, encoder, settings, true);
    this.channel = channel;
    this.loop = loop;
    this.key = connection().newKey();
    Frames frames = new Frames();
    decoder.frameListener(frames);
    connection().addListener(frames);
    encoder.flowController().listener(this::onWritable);
  }

  /** The other side began a stream. */
  abstract Side onBegin(Http2Stream stream) throws Http2Exception;

  /** A stream is over; its side has been told. */
  abstract void onEnd(Side side);

  /** What comes in. */
  private final class Frames extends Http2EventAdapter {
    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int id,
        Http2Headers headers,
        int streamDependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean endOfStream)
        throws Http2Exception {
      onHeadersRead(ctx, id, headers, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean endOfStream)
        throws Http2Exception {
      Http2Stream stream = connection().stream(id);
      Side side = side(stream);
      if (side == null) {
        side = onBegin(stream);
      }
      side.onHeaders(headers, endOfStream);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean endOfStream) {
      Side side = side(connection().stream(id));
      return side == null
          ? data.readableBytes() + padding
          : side.onData(data, padding, endOfStream);
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
      Side side = stream.removeProperty(key);
      if (side != null) {
        side.onGone();
        onEnd(side);
      }
    }

    @Override
    public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
      onLeave(lastStreamId);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long errorCode) {
      Side side = side(connection().stream(id));
      if (side != null) {
        side.onReset(errorCode);
      }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
      onSettings();
    }
  }

  /**
   * The other side takes no new streams.
   *
   * @param last of our streams that it has done anything with
   */
  void onLeave(int last) {}

  /** The other side has said what it takes; that holds already. */
  void onSettings() {}

  /** From here on the side is told about the stream. */
  final void assign(Http2Stream stream, Side side) {
    stream.setProperty(key, side);
  }

  final @Nullable Side side(@Nullable Http2Stream stream) {
    return stream == null ? null : stream.getProperty(key);
  }

  final Channel channel() {
    return channel;
  }

  final Loop loop() {
    return loop;
  }

  final void writeHeaders(int stream, Http2Headers headers, boolean ends) {
    ChannelHandlerContext ctx = context();
    encoder().writeHeaders(ctx, stream, headers, 0, ends, ctx.newPromise());
  }

  final void writeData(int stream, ByteBuf part) {
    ChannelHandlerContext ctx = context();
    encoder().writeData(ctx, stream, part, 0, false, ctx.newPromise());
  }

  final void endWithHeaders(int stream, Http2Headers headers, ChannelFutureListener onWritten) {
    ChannelHandlerContext ctx = context();
    encoder().writeHeaders(ctx, stream, headers, 0, true, ctx.newPromise().addListener(onWritten));
  }

  final void endWithData(int stream, ByteBuf part, ChannelFutureListener onWritten) {
    ChannelHandlerContext ctx = context();
    encoder().writeData(ctx, stream, part, 0, true, ctx.newPromise().addListener(onWritten));
  }

  final void reset(int stream, Http2Error error) {
    ChannelHandlerContext ctx = context();
    resetStream(ctx, stream, error.code(), ctx.newPromise());
    flushSoon();
  }

  /** The other side may send that much more. */
  final void consume(Http2Stream stream, int bytes) {
    try {
      if (connection().local().flowController().consumeBytes(stream, bytes)) {
        flushSoon();
      }
    } catch (Http2Exception e) {
      onError(context(), false, e);
    }
  }

  final boolean isWritable(Http2Stream stream) {
    return encoder().flowController().isWritable(stream);
  }

  private void onWritable(Http2Stream stream) {
    Side side = side(stream);
    if (side != null && isWritable(stream)) {
      side.onWritable();
    }
  }

  /** At the end of this turn of the event loop, with what else is ready by then. */
  final void flushSoon() {
    if (!flushScheduled) {
      flushScheduled = true;
      loop.executor().execute(this::flushNow);
    }
  }

  private void flushNow() {
    flushScheduled = false;
    flush(context());
  }

  final ChannelHandlerContext context() {
    ChannelHandlerContext here = context;
    if (here == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return here;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    if (ctx.channel().isActive()) {
      widen(ctx);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    super.channelActive(ctx);
    widen(ctx);
  }

  private void widen(ChannelHandlerContext ctx) throws Http2Exception {
    Http2Stream whole = connection().connectionStream();
    int now = connection().local().flowController().windowSize(whole);
    if (now < 3 * WINDOW) {
      connection().local().flowController().incrementWindowSize(whole, 3 * WINDOW - now);
      ctx.flush();
    }
  }
}
