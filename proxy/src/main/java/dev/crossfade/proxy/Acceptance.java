package dev.crossfade.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees a listening socket through times when it cannot accept, as when the process has no file
 * descriptor left. Clients wait in the kernel's queue meanwhile: accepting anew at once would fail
 * anew and do nothing else. On the socket's event loop.
 */
final class Acceptance extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Acceptance.class);
  private static final long PAUSE_MS = 100;

  private final Rejections rejections;
  private boolean failing;
  private boolean pausing;

  Acceptance(Rejections rejections) {
    this.rejections = rejections;
  }

  /** A connection was accepted. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object connection) {
    if (failing) {
      failing = false;
      log.atInfo().addKeyValue("bind", ctx.channel().localAddress()).log("accepts again");
    }
    ctx.fireChannelRead(connection);
  }

  /** None could be; not passed on, since who comes next would pause as well, and log each time. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    rejections.count(DescriptorLimit.isReached(cause) ? Rejection.DESCRIPTORS : Rejection.ACCEPT);
    if (!failing) {
      failing = true;
      log.atWarn()
          .addKeyValue("bind", ctx.channel().localAddress())
          .addKeyValue("why", cause.getMessage())
          .log("cannot accept connections; they wait");
    }
    Channel server = ctx.channel();
    if (!pausing && server.config().isAutoRead()) {
      pausing = true;
      server.config().setAutoRead(false);
      server.eventLoop().schedule(() -> goOn(server), PAUSE_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void goOn(Channel server) {
    pausing = false;
    if (server.isOpen()) {
      server.config().setAutoRead(true);
    }
  }
}
