package dev.crossfade.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the {@link ProxyHeader} off the front of a connection and makes way. Only hops under
 * trust.proxies may connect where it is expected: anyone else could say to be anyone. On the
 * connection's event loop.
 */
final class ProxyProtocol extends ByteToMessageDecoder {
  private static final Logger log = LoggerFactory.getLogger(ProxyProtocol.class);

  /** Who connected to the hop that connected to us. */
  static final AttributeKey<InetAddress> SOURCE = AttributeKey.valueOf("crossfade.source");

  private final Channel channel;
  private final DataPlane plane;
  private final Timer deadline;

  ProxyProtocol(Channel channel, DataPlane plane) {
    this.plane = plane;
    this.deadline = plane.loop(channel).timer(() -> refuse("no header in time"));
    this.channel = channel;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    InetAddress peer = ClientConnection.peer(ctx.channel());
    if (!Hops.isTrusted(peer, plane.plan().config().trust().proxies())) {
      refuse("no trusted hop");
      return;
    }
    deadline.set(plane.limits().timeouts().header());
    ctx.fireChannelActive();
    ctx.read();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    deadline.clear();
    super.channelInactive(ctx);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    switch (ProxyHeader.parse(in)) {
      case ProxyHeader.Incomplete _ -> {}
      case ProxyHeader.Garbage _ -> {
        in.skipBytes(in.readableBytes());
        refuse("no header");
      }
      case ProxyHeader.Whole header -> {
        deadline.clear();
        in.skipBytes(header.length());
        InetAddress source = header.source();
        if (source != null) {
          ctx.channel().attr(SOURCE).set(source);
        }
        boolean more = in.isReadable();
        ctx.pipeline().remove(this); // what follows the header goes on
        if (!more) {
          ctx.read(); // the others' read was used up
        }
      }
    }
  }

  private void refuse(String why) {
    deadline.clear();
    plane.rejections().count(Rejection.PROXY_HEADER);
    log.atDebug()
        .addKeyValue("peer", channel.remoteAddress())
        .addKeyValue("why", why)
        .log("PROXY connection refused");
    channel.close();
  }
}
