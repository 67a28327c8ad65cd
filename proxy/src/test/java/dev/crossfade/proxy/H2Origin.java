package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A storefront on loopback that speaks HTTP/2 and does what a script says to each request. */
final class H2Origin implements AutoCloseable {
  /** What is done to one request. Called on the event loop of its connection. */
  @FunctionalInterface
  interface Script {
    void onEnd(Call call);

    default void onHead(Call call) {}
  }

  /** One request, and the way to answer it. */
  static final class Call extends ChannelInboundHandlerAdapter {
    private final H2Origin origin;
    private final Channel channel;
    private final StringBuilder body = new StringBuilder(); // of the channel's event loop
    private @Nullable Http2Headers head;
    private @Nullable Http2Headers trailers;
    private final AtomicLong received = new AtomicLong();

    private Call(H2Origin origin, Channel channel) {
      this.origin = origin;
      this.channel = channel;
    }

    String field(String name) {
      Http2Headers seen = head;
      return seen == null ? "null" : String.valueOf(seen.get(name));
    }

    String trailer(String name) {
      Http2Headers seen = trailers;
      return seen == null ? "null" : String.valueOf(seen.get(name));
    }

    boolean has(String name) {
      return head != null && head.contains(name);
    }

    String body() {
      return body.toString();
    }

    long received() {
      return received.get();
    }

    /** Whether more of the body is read. */
    Call reading(boolean now) {
      channel.config().setAutoRead(now);
      return this;
    }

    Call head(boolean ends, String... fields) {
      channel.writeAndFlush(new DefaultHttp2HeadersFrame(headers(fields), ends));
      return this;
    }

    Call data(boolean ends, ByteBuf data) {
      channel.writeAndFlush(new DefaultHttp2DataFrame(data, ends));
      return this;
    }

    void data(boolean ends, ByteBuf data, Runnable onWritten) {
      channel
          .writeAndFlush(new DefaultHttp2DataFrame(data, ends))
          .addListener(_ -> onWritten.run());
    }

    Call data(boolean ends, String text) {
      return data(ends, Unpooled.copiedBuffer(text, ISO_8859_1));
    }

    void answer(String text) {
      head(false, ":status", "200", "content-length", Integer.toString(text.length()));
      data(true, text);
    }

    void reset(Http2Error error) {
      channel.writeAndFlush(new DefaultHttp2ResetFrame(error));
    }

    /** The connection takes no more. */
    void goAway() {
      channel.parent().writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    }

    void cutConnection() {
      channel.parent().close();
    }

    boolean isOpen() {
      return channel.isOpen();
    }

    Channel connection() {
      return channel.parent();
    }

    private static Http2Headers headers(String... fields) {
      Http2Headers headers = new DefaultHttp2Headers(false);
      for (int i = 0; i < fields.length; i += 2) {
        headers.add(fields[i], fields[i + 1]);
      }
      return headers;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
      try {
        if (frame instanceof Http2HeadersFrame fields) {
          onHeaders(fields);
        } else if (frame instanceof Http2DataFrame data) {
          long sofar = received.addAndGet(data.content().readableBytes());
          if (sofar < 1 << 20) {
            body.append(data.content().toString(ISO_8859_1));
          }
          if (data.isEndStream()) {
            origin.script.onEnd(this);
          }
        }
      } finally {
        ReferenceCountUtil.release(frame);
      }
    }

    private void onHeaders(Http2HeadersFrame fields) {
      if (head == null) {
        head = fields.headers();
        origin.calls.add(this);
        origin.script.onHead(this);
      } else {
        trailers = fields.headers();
      }
      if (fields.isEndStream()) {
        origin.script.onEnd(this);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Script script;
  private final @Nullable SslContext tls;
  private final Channel server;
  private final Http2Settings settings;

  private H2Origin(Http2Settings settings, @Nullable SslContext tls, Script script) {
    this.settings = settings;
    this.script = script;
    this.tls = tls;
    this.server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    onConnection(channel);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  static H2Origin plain(Script script) {
    return new H2Origin(new Http2Settings(), null, script);
  }

  static H2Origin plain(Http2Settings settings, Script script) {
    return new H2Origin(settings, null, script);
  }

  static H2Origin named(String name) {
    return plain(call -> call.answer(name));
  }

  static H2Origin overTls(X509Bundle certificate, Script script) {
    try {
      return new H2Origin(
          new Http2Settings(),
          SslContextBuilder.forServer(certificate.toKeyManagerFactory())
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      ApplicationProtocolConfig.Protocol.ALPN,
                      ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                      ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                      "h2"))
              .build(),
          script);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void onConnection(Channel channel) {
    connections.incrementAndGet();
    open.add(channel);
    SslContext context = tls;
    if (context != null) {
      channel.pipeline().addLast(context.newHandler(channel.alloc()));
    }
    channel
        .pipeline()
        .addLast(
            Http2FrameCodecBuilder.forServer()
                .initialSettings(settings)
                .validateHeaders(false)
                .build())
        .addLast(
            new Http2MultiplexHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel stream) {
                    stream.pipeline().addLast(new Call(H2Origin.this, stream));
                  }
                }));
  }

  String url() {
    return (tls == null ? "http" : "https") + "://127.0.0.1:" + port();
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  int connections() {
    return connections.get();
  }

  int openConnections() {
    return open.size();
  }

  List<Call> calls() {
    return calls;
  }

  /** A shop whose both storefronts are this one, spoken to by HTTP/2. */
  Shop shop(String... settings) {
    Shop shop = Shop.of(url()).backends("http2: true");
    for (String setting : settings) {
      shop = shop.backends(setting);
    }
    return shop;
  }

  @Override
  public void close() {
    server.close().syncUninterruptibly();
    open.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
