package dev.crossfade.loadtest.rate;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;

/** GETs over HTTP/1.1, one after the other. */
final class RateHttp1 extends RateConnection {
  private @Nullable RateSlot asking;

  RateHttp1(RatePlan plan, Bootstrap bootstrap, @Nullable SslContext tls) {
    super(plan, bootstrap, tls);
  }

  @Override
  void speak(Channel channel, Promise<Channel> ready) {
    channel.pipeline().addLast(new HttpClientCodec(), new Answers(ready));
  }

  @Override
  void send(Channel channel, RateSlot slot) {
    asking = slot;
    channel
        .writeAndFlush(request(plan()))
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                fail(slot, "not sent: " + done.cause());
              }
            });
  }

  static FullHttpRequest request(RatePlan plan) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, plan.path(), Unpooled.EMPTY_BUFFER);
    request
        .headers()
        .set(HttpHeaderNames.HOST, plan.target().getAuthority())
        .set(HttpHeaderNames.USER_AGENT, "crossfade-bench");
    for (String field : plan.fields()) {
      int colon = field.indexOf(':');
      request.headers().add(field.substring(0, colon), field.substring(colon + 1).strip());
    }
    return request;
  }

  /** Reads one answer after the other. */
  private final class Answers extends SimpleChannelInboundHandler<HttpObject> {
    private final Promise<Channel> ready;
    private int status;
    private boolean kept;

    Answers(Promise<Channel> ready) {
      this.ready = ready;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ready.trySuccess(ctx.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
      RateSlot slot = asking;
      if (slot == null || part.decoderResult().isFailure()) {
        onBroken(ctx, slot == null ? "an answer that nobody asked for" : broken(part));
        return;
      }
      if (part instanceof HttpResponse head) {
        status = head.status().code();
        kept = HttpUtil.isKeepAlive(head);
      }
      if (part instanceof HttpContent content) {
        slot.onBytes(content.content().readableBytes());
      }
      if (part instanceof LastHttpContent && status >= 200) {
        asking = null;
        if (kept) {
          answered(slot, status);
        } else {
          leave();
          answered(slot, status); // before the end, which is the end of whoever still asks
          ctx.close();
        }
      }
    }

    private static String broken(HttpObject part) {
      return "not HTTP: " + part.decoderResult().cause();
    }

    private void onBroken(ChannelHandlerContext ctx, String what) {
      RateSlot slot = asking;
      asking = null;
      leave();
      ctx.close();
      if (slot != null) {
        fail(slot, what);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ready.tryFailure(cause);
      onBroken(ctx, String.valueOf(cause));
    }
  }
}
