package dev.crossfade.loadtest.rate;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Promise;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Text messages, each of which an echo sends back; any other text is a failure. */
final class RateWebSocket extends RateConnection {
  private static final int LONGEST_HANDSHAKE = 64 << 10;

  private @Nullable RateSlot asking;
  private String expected = "";
  private long count;

  RateWebSocket(RatePlan plan, Bootstrap bootstrap, @Nullable SslContext tls) {
    super(plan, bootstrap, tls);
  }

  @Override
  void speak(Channel channel, Promise<Channel> ready) {
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(uri(plan()))
            .version(WebSocketVersion.V13)
            .customHeaders(fields(plan()))
            .build();
    channel
        .pipeline()
        .addLast(
            new HttpClientCodec(),
            new HttpObjectAggregator(LONGEST_HANDSHAKE),
            new WebSocketClientProtocolHandler(config),
            new Echoes(ready));
  }

  private static URI uri(RatePlan plan) {
    String scheme = plan.isTls() ? "wss" : "ws";
    return URI.create(scheme + "://" + plan.target().getAuthority() + plan.path());
  }

  private static HttpHeaders fields(RatePlan plan) {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (String field : plan.fields()) {
      int colon = field.indexOf(':');
      headers.add(field.substring(0, colon), field.substring(colon + 1).strip());
    }
    return headers;
  }

  @Override
  void send(Channel channel, RateSlot slot) {
    asking = slot;
    expected = "message " + ++count;
    channel.writeAndFlush(new TextWebSocketFrame(expected));
  }

  /** Reads what comes back. */
  private final class Echoes extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final Promise<Channel> ready;

    Echoes(Promise<Channel> ready) {
      this.ready = ready;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        ready.trySuccess(ctx.channel());
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
      RateSlot slot = asking;
      asking = null;
      if (slot == null) {
        return;
      }
      slot.onBytes(frame.content().readableBytes());
      String text = frame.text();
      if (text.equals(expected)) {
        answered(slot, 101);
      } else {
        fail(slot, "\"" + text + "\" came back (expected: \"" + expected + "\")");
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ready.tryFailure(cause);
      ctx.close();
    }
  }
}
