package dev.crossfade.proxy;

import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.STREAM_CLOSED;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that streams begin in order and stay ended (RFC 9113 §5.1, §5.1.1), which the codec
 * does not tell from what it may overlook. Stands before it and reads the heads of frames as the
 * bytes go by; who breaks the order is told by a GOAWAY, and nothing after that is read.
 *
 * <p>The latest streams are remembered. About one that is older the codec decides: it can only be
 * that of a client which is very late, or wrong without consequence.
 */
final class H2Order extends ChannelInboundHandlerAdapter {
  private static final int END_STREAM = 0x1;
  private static final int END_HEADERS = 0x4;
  private static final int PREFACE_BYTES = 24;
  private static final int REMEMBERED = 256;

  private final Http2ConnectionHandler codec;

  /** The latest streams in their order, around and around; those that have ended are negative. */
  private final int[] latest = new int[REMEMBERED];

  private int begun;
  private int last;
  private boolean broken;

  /** How many bytes go by until the next head, the preface first. */
  private int skip = PREFACE_BYTES;

  private int headBytes;
  private int length;
  private int type;
  private int flags;
  private int stream;

  private final Consumer<Boolean> onHeadOpen;
  private boolean headOpen;

  /**
   * @param onHeadOpen told when a head has begun that is not whole yet, and when it is
   */
  H2Order(Http2ConnectionHandler codec, Consumer<Boolean> onHeadOpen) {
    this.codec = codec;
    this.onHeadOpen = onHeadOpen;
  }

  /** Takes ownership of {@code message}: handed on or released. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (broken || !(message instanceof ByteBuf bytes)) {
      ReferenceCountUtil.release(message);
      return;
    }
    Http2Error error = check(bytes);
    boolean open = isHeadOpen();
    if (open != headOpen) {
      headOpen = open;
      onHeadOpen.accept(open);
    }
    if (error == null) {
      ctx.fireChannelRead(bytes);
      return;
    }
    broken = true;
    bytes.release();
    ChannelHandlerContext at = ctx.pipeline().context(codec);
    if (at != null) {
      codec.onError(at, false, Http2Exception.connectionError(error, "stream out of order"));
    }
  }

  /** RFC 9113 §4.3: it is one unit, however many frames it comes in. */
  private boolean isHeadOpen() {
    boolean head = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
    return head && stream > 0 && (skip > 0 || headBytes > 0 || (flags & END_HEADERS) == 0);
  }

  private @Nullable Http2Error check(ByteBuf bytes) {
    int at = bytes.readerIndex();
    while (at < bytes.writerIndex()) {
      if (skip > 0) {
        int passed = Math.min(skip, bytes.writerIndex() - at);
        skip -= passed;
        at += passed;
        continue;
      }
      onHeadByte(bytes.getUnsignedByte(at++));
      if (headBytes == Http2CodecUtil.FRAME_HEADER_LENGTH) {
        headBytes = 0;
        skip = length;
        Http2Error error = onHead();
        if (error != null) {
          return error;
        }
      }
    }
    return null;
  }

  /** RFC 9113 §4.1: 24 bits of length, 8 of type, 8 of flags, 31 of stream after one reserved. */
  private void onHeadByte(int octet) {
    switch (headBytes++) {
      case 0 -> length = octet;
      case 1, 2 -> length = length << 8 | octet;
      case 3 -> type = octet;
      case 4 -> flags = octet;
      case 5 -> stream = octet & 0x7f;
      default -> stream = stream << 8 | octet;
    }
  }

  private @Nullable Http2Error onHead() {
    boolean ends = (flags & END_STREAM) != 0;
    if (type == Http2FrameTypes.DATA && ends) {
      int at = find();
      if (at >= 0) {
        latest[at] = -stream;
      }
    }
    return type == Http2FrameTypes.HEADERS ? onHeaders(ends) : null;
  }

  private @Nullable Http2Error onHeaders(boolean ends) {
    if (stream > last) {
      last = stream;
      latest[begun++ % REMEMBERED] = ends ? -stream : stream;
      return null;
    }
    int at = find();
    if (at < 0) {
      boolean forgotten = begun > REMEMBERED && stream < Math.abs(latest[begun % REMEMBERED]);
      return forgotten ? null : PROTOCOL_ERROR;
    }
    if (latest[at] < 0) {
      return STREAM_CLOSED;
    }
    latest[at] = ends ? -stream : stream;
    return null;
  }

  /** Where the stream is remembered; −1: it is not. */
  private int find() {
    int oldest = Math.max(0, begun - REMEMBERED);
    for (int i = begun - 1; i >= oldest; i--) {
      int known = Math.abs(latest[i % REMEMBERED]);
      if (known <= stream) {
        return known == stream ? i % REMEMBERED : -1;
      }
    }
    return -1;
  }
}
