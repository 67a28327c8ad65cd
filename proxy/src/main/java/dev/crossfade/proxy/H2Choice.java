package dev.crossfade.proxy;

import dev.crossfade.config.model.Listener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a client speaks and makes way for it: over TLS what the handshake agreed on (RFC
 * 7301), in the clear whether HTTP/2's preface comes first (RFC 9113 §3.3). On its event loop.
 */
final class H2Choice extends ByteToMessageDecoder {
  private static final Logger log = LoggerFactory.getLogger(H2Choice.class);

  private final Listener settings;
  private final DataPlane plane;
  private final Timer deadline;

  H2Choice(Listener settings, Channel channel, DataPlane plane) {
    this.settings = settings;
    this.plane = plane;
    this.deadline = plane.loop(channel).timer(() -> onLate(channel));
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (settings.tls() == null) {
      deadline.set(plane.limits().timeouts().header());
    }
    ctx.read();
  }

  private void onLate(Channel channel) {
    plane.rejections().count(Rejection.HEAD_TIMEOUT);
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    deadline.clear();
    super.channelInactive(ctx);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      String agreed = ctx.pipeline().get(SslHandler.class).applicationProtocol();
      choose(ctx, ApplicationProtocolNames.HTTP_2.equals(agreed));
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
    try {
      int length = Math.min(in.readableBytes(), preface.readableBytes());
      for (int i = 0; i < length; i++) {
        if (in.getByte(in.readerIndex() + i) != preface.getByte(i)) {
          choose(ctx, false);
          return;
        }
      }
      if (length == preface.readableBytes()) {
        choose(ctx, true);
      }
    } finally {
      preface.release();
    }
  }

  private void choose(ChannelHandlerContext ctx, boolean h2) {
    deadline.clear();
    if (h2) {
      H2Connection.begin(ctx.channel(), plane);
    } else if (settings.protocols().contains(Listener.Protocol.HTTP_1_1)) {
      Listeners.speakHttp1(ctx.channel(), plane).begin();
    } else {
      ctx.close();
      return;
    }
    ctx.pipeline().remove(this); // what was read so far goes to whom we made way for
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.atDebug().setCause(cause).log("client connection failed");
    ctx.close();
  }
}
