package dev.crossfade.proxy;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Takes back every wish to read from a connection that is being closed.
 *
 * <p>With io_uring, Netty 4.2.18 waits with a close until what is being written is written. A read
 * that is wanted meanwhile makes a poll that nobody takes back: the kernel keeps the socket for its
 * sake, and the other side never hears that we have left.
 */
final class NoReadAfterClose extends ChannelOutboundHandlerAdapter {
  private boolean closing;

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (!closing) {
      ctx.read();
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (!closing) {
      closing = true;
      ChannelConfig config = ctx.channel().config();
      config.setAutoRead(true); // off takes a wish back only where it was on
      config.setAutoRead(false);
    }
    ctx.close(promise);
  }
}
