package dev.crossfade.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A backend on loopback that speaks WebSocket (RFC 6455) as a library does it and says every frame
 * again. Pings, closes and faults are answered by the library.
 */
final class EchoOrigin implements AutoCloseable {
  /** The largest message of the conformance suite is 16 MiB. */
  private static final int LARGEST = 32 << 20;

  private static final int LARGEST_HEAD = 64 << 10;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel server;

  private EchoOrigin(boolean deflates) {
    server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    prepare(channel, deflates);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  /** Knows no extension, so reserved bits are faults. */
  static EchoOrigin plain() {
    return new EchoOrigin(false);
  }

  /** Offers permessage-deflate (RFC 7692). */
  static EchoOrigin deflating() {
    return new EchoOrigin(true);
  }

  private static void prepare(Channel channel, boolean deflates) {
    channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST_HEAD));
    if (deflates) {
      channel.pipeline().addLast(new WebSocketServerCompressionHandler(LARGEST));
    }
    channel
        .pipeline()
        .addLast(
            new WebSocketServerProtocolHandler(
                WebSocketServerProtocolConfig.newBuilder()
                    .websocketPath("/")
                    .checkStartsWith(true)
                    .allowExtensions(deflates)
                    .maxFramePayloadLength(LARGEST)
                    .sendCloseFrame(null) // not a second one behind the one that tells the fault
                    .build()),
            new Echo());
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  String url() {
    return "http://127.0.0.1:" + address().getPort();
  }

  /** Ends its connections with itself. */
  @Override
  public void close() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
      ctx.write(frame.retain());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    /** A client that breaks the protocol or leaves: the library says so and closes. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
  }
}
