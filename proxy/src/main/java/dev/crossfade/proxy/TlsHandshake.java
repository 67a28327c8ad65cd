package dev.crossfade.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands behind the TLS handshake until it is over: only then the connection is there for those who
 * come after, and the time for its first head begins. Counts what fails; who leaves before a word,
 * as load balancers do that only look whether somebody listens, is no failure. On the connection's
 * event loop.
 *
 * <p>In TLS 1.3 the client has the last word of a handshake, and we say nothing until it asks for
 * something: BoringSSL keeps the tickets back until there is an answer. So whatever comes until
 * then is acknowledged at once, or the rest of the handshake or the first request might wait for
 * that.
 */
final class TlsHandshake extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(TlsHandshake.class);

  private final Rejections rejections;
  private boolean failed;

  TlsHandshake(Rejections rejections) {
    this.rejections = rejections;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.read();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Transport.acknowledge(ctx.channel());
    ctx.fireChannelReadComplete();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCompletionEvent step && !step.isSuccess()) {
      fail(ctx, step.cause());
    } else if (event instanceof SslHandshakeCompletionEvent) {
      Transport.acknowledge(ctx.channel());
      ctx.fireChannelActive();
      ctx.fireUserEventTriggered(event);
      ctx.pipeline().remove(this);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, cause);
  }

  private void fail(ChannelHandlerContext ctx, Throwable cause) {
    if (!failed) {
      failed = true;
      if (!(cause instanceof ClosedChannelException)) {
        rejections.count(Rejection.TLS_HANDSHAKE);
      }
      log.atDebug().setCause(cause).log("handshake failed");
    }
    ctx.close();
  }
}
