package dev.crossfade.loadtest.rate;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Frame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** GETs over HTTP/2, several at once; without TLS by prior knowledge. */
final class RateHttp2 extends RateConnection {
  private static final int WINDOW = 1 << 20;

  RateHttp2(RatePlan plan, Bootstrap bootstrap, @Nullable SslContext tls) {
    super(plan, bootstrap, tls);
  }

  @Override
  void speak(Channel channel, Promise<Channel> ready) {
    channel
        .pipeline()
        .addLast(
            Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings().initialWindowSize(WINDOW))
                .gracefulShutdownTimeoutMillis(0)
                .build(),
            new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
            new Connection(ready));
  }

  @Override
  void send(Channel channel, RateSlot slot) {
    new Http2StreamChannelBootstrap(channel)
        .handler(new Answer(slot))
        .open()
        .addListener(
            (Future<Http2StreamChannel> opened) -> {
              if (opened.isSuccess()) {
                opened.getNow().writeAndFlush(new DefaultHttp2HeadersFrame(request(), true));
              } else {
                fail(slot, "no stream: " + opened.cause());
              }
            });
  }

  private Http2Headers request() {
    Http2Headers headers =
        new DefaultHttp2Headers()
            .method("GET")
            .scheme(plan().isTls() ? "https" : "http")
            .authority(plan().target().getAuthority())
            .path(plan().path())
            .add("user-agent", "crossfade-bench");
    for (String field : plan().fields()) {
      int colon = field.indexOf(':');
      headers.add(
          field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
    }
    return headers;
  }

  /** The connection itself: usable once the target told its settings, not after it said goodbye. */
  private final class Connection extends ChannelInboundHandlerAdapter {
    private final Promise<Channel> ready;

    Connection(Promise<Channel> ready) {
      this.ready = ready;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
      if (frame instanceof Http2SettingsFrame) {
        ready.trySuccess(ctx.channel());
      } else if (frame instanceof Http2GoAwayFrame) {
        leave();
      }
      ReferenceCountUtil.release(frame);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ready.tryFailure(cause);
      ctx.close();
    }
  }

  /** One stream: one answer. */
  private final class Answer extends SimpleChannelInboundHandler<Http2Frame> {
    private final RateSlot slot;
    private int status;
    private boolean done;

    Answer(RateSlot slot) {
      this.slot = slot;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Http2Frame frame) {
      switch (frame) {
        case Http2HeadersFrame head -> {
          CharSequence told = head.headers().status();
          status = told == null ? status : Integer.parseInt(told.toString());
          onEnd(head.isEndStream());
        }
        case Http2DataFrame data -> {
          slot.onBytes(data.content().readableBytes());
          onEnd(data.isEndStream());
        }
        case Http2ResetFrame reset -> onFailure("reset with error " + reset.errorCode());
        case Http2Frame _ -> {
          // priorities and the like say nothing about the answer
        }
      }
    }

    private void onEnd(boolean last) {
      if (last && !done) {
        done = true;
        answered(slot, status);
      }
    }

    private void onFailure(String what) {
      if (!done) {
        done = true;
        fail(slot, what);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      onFailure("the stream ended before the answer did");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      onFailure(String.valueOf(cause));
      ctx.close();
    }
  }
}
