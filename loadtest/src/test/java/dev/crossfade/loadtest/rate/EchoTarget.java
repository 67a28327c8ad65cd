package dev.crossfade.loadtest.rate;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Answers with what a test says, over HTTP/1.1, HTTP/2 or as a WebSocket echo. */
final class EchoTarget implements AutoCloseable {
  static final int LENGTH = 100;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Queue<String> cookies = new ConcurrentLinkedQueue<>();
  private final InetSocketAddress address;
  private volatile HttpResponseStatus status = HttpResponseStatus.OK;
  private volatile boolean silent;
  private volatile boolean closing;
  private volatile String suffix = "";

  EchoTarget(RatePlan.Protocol protocol) throws InterruptedException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(handlers(protocol));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync();
    address = (InetSocketAddress) bound.channel().localAddress();
  }

  String url(String scheme) {
    return scheme + "://127.0.0.1:" + address.getPort() + "/echo";
  }

  Queue<String> cookies() {
    return cookies;
  }

  void answer(HttpResponseStatus status) {
    this.status = status;
  }

  void closeAfterEachAnswer() {
    closing = true;
  }

  void neverAnswer() {
    silent = true;
  }

  void addToEchoes(String suffix) {
    this.suffix = suffix;
  }

  private ChannelHandler[] handlers(RatePlan.Protocol protocol) {
    return switch (protocol) {
      case H1 ->
          new ChannelHandler[] {
            new HttpServerCodec(), new HttpObjectAggregator(1 << 10), new Http1()
          };
      case H2 ->
          new ChannelHandler[] {
            Http2FrameCodecBuilder.forServer().build(),
            new Http2MultiplexHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(io.netty.channel.Channel stream) {
                    stream.pipeline().addLast(new Http2());
                  }
                })
          };
      case WEBSOCKET ->
          new ChannelHandler[] {
            new HttpServerCodec(),
            new HttpObjectAggregator(1 << 10),
            new WebSocketServerProtocolHandler("/echo"),
            new WebSocket()
          };
    };
  }

  private final class Http1 extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      cookies.add(String.valueOf(request.headers().get(HttpHeaderNames.COOKIE)));
      if (!silent) {
        var response =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(new byte[LENGTH]));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, LENGTH);
        if (closing) {
          response.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        ChannelFuture written = ctx.writeAndFlush(response);
        if (closing) {
          written.addListener(ChannelFutureListener.CLOSE);
        }
      }
    }
  }

  private final class Http2 extends SimpleChannelInboundHandler<Http2HeadersFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Http2HeadersFrame request) {
      cookies.add(String.valueOf(request.headers().get("cookie")));
      ctx.write(
          new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status(status.codeAsText())));
      ctx.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[LENGTH]), true));
    }
  }

  private final class WebSocket extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
      ctx.writeAndFlush(new TextWebSocketFrame(frame.text() + suffix));
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
