package dev.crossfade.loadtest;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A backend for WebSockets, in this process: sends every text back to whoever it came from. */
public final class EchoOrigin implements AutoCloseable {
  /** The one path that is a WebSocket. */
  public static final String PATH = "/echo";

  private static final int LONGEST_HANDSHAKE = 64 << 10;
  private static final long LONGEST_GOODBYE_SECONDS = 5;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listening;

  private EchoOrigin() throws InterruptedException {
    listening =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(LONGEST_HANDSHAKE),
                            new WebSocketServerProtocolHandler(PATH),
                            new Echo());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  /** Listens on a free port of the loopback address. */
  public static EchoOrigin start() throws InterruptedException {
    return new EchoOrigin();
  }

  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  private static final class Echo extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
      ctx.writeAndFlush(frame.retain());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close(); // a client that left with a reset: it waits for nothing any more
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
