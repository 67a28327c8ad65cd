package dev.crossfade.proxy;

import dev.crossfade.config.model.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of an HTTP/2 connection, which is one request and its answer. On the connection's
 * event loop.
 *
 * <pre>
 *   Waiting ── head ──► Exchanging ── answered, reset, deadline ──► Over
 *      └── malformed: RST_STREAM(PROTOCOL_ERROR) ───────────────────► Over
 * </pre>
 *
 * Frames come one at a time, and only when asked for: the client's window opens again when the next
 * is asked for. An answer's head waits for what follows it, since a head alone ends its stream
 * itself.
 */
final class H2Stream extends ChannelDuplexHandler implements Client {
  private static final Logger log = LoggerFactory.getLogger(H2Stream.class);

  private sealed interface State {
    record Waiting() implements State {}

    record Exchanging(Exchange exchange) implements State {}

    record Over() implements State {}
  }

  private static final State OVER = new State.Over();

  private final Channel channel;
  private final H2Connection connection;
  private final Timer deadline;
  private State state = new State.Waiting();
  private @Nullable Http2Headers head;
  private boolean informational;
  private boolean asked;
  private boolean endUntold;

  H2Stream(Channel channel, H2Connection connection) {
    this.channel = channel;
    this.connection = connection;
    this.deadline = new Timer(channel.eventLoop());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    connection.onStream(this);
    read();
  }

  /** The end that came with the head is told when it is asked for. */
  @Override
  public void read() {
    if (endUntold && state instanceof State.Exchanging exchanging) {
      endUntold = false;
      exchanging.exchange().onRequestContent(LastHttpContent.EMPTY_LAST_CONTENT);
    } else if (!asked) {
      asked = true;
      channel.read();
    }
  }

  /** Takes ownership of {@code frame}: handed over or released on every path. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    asked = false;
    switch (state) {
      case State.Waiting _ -> {
        if (frame instanceof Http2HeadersFrame request) {
          onHead(request);
        } else {
          ReferenceCountUtil.release(frame);
          read();
        }
      }
      case State.Exchanging exchanging -> onPart(exchanging.exchange(), frame);
      case State.Over _ -> {
        ReferenceCountUtil.release(frame);
        read();
      }
    }
  }

  private void onHead(Http2HeadersFrame frame) {
    HttpRequest request = H2Head.parseRequest(frame.headers(), frame.isEndStream());
    if (request == null) {
      reset(Http2Error.PROTOCOL_ERROR);
      connection.onProvokedReset();
      return;
    }
    connection.onRequest();
    endUntold = frame.isEndStream();
    Plan plan = plane().plan();
    Limits limits = plan.config().limits();
    Exchange exchange = new Exchange(this, plan, request, connection.peer(), connection.isTls());
    state = new State.Exchanging(exchange);
    exchange.start(
        request.uri().length() > limits.requestLine().asInt()
            ? Failure.LINE_TOO_LONG
            : HeadRules.check(request, limits.headers().count()));
  }

  private void onPart(Exchange exchange, Object frame) {
    switch (frame) {
      case Http2DataFrame data when data.isEndStream() ->
          exchange.onRequestContent(new DefaultLastHttpContent(data.content()));
      case Http2DataFrame data when data.content().isReadable() ->
          exchange.onRequestContent(new DefaultHttpContent(data.content()));
      case Http2HeadersFrame trailers -> {
        if (H2Head.isTrailers(trailers.headers())) {
          exchange.onRequestContent(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
          reset(Http2Error.PROTOCOL_ERROR);
          exchange.onClientGone();
          connection.onProvokedReset();
        }
      }
      default -> {
        ReferenceCountUtil.release(frame);
        read();
      }
    }
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public DataPlane plane() {
    return connection.plane();
  }

  @Override
  public String protocol(HttpRequest request) {
    return "HTTP/2.0";
  }

  @Override
  public boolean mayKeep() {
    return true; // the connection sees to that
  }

  /** RFC 9113 §8.1: who is answered before all was sent is told that the rest is not wanted. */
  @Override
  public void onAnswered(boolean keep) {
    boolean sending =
        switch (((Http2StreamChannel) channel).stream().state()) {
          case OPEN, HALF_CLOSED_LOCAL -> true;
          case IDLE, RESERVED_LOCAL, RESERVED_REMOTE, HALF_CLOSED_REMOTE, CLOSED -> false;
        };
    if (sending) {
      reset(Http2Error.NO_ERROR);
    } else {
      toOver();
      channel.close();
    }
  }

  @Override
  public void refuse(Failure failure, String id, HttpRequest request, boolean keep) {
    String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
    FullHttpResponse page = ErrorPage.of(channel.alloc(), failure, id, accept);
    if (request.method().equals(HttpMethod.HEAD)) {
      page.content().clear();
    }
    channel.writeAndFlush(page).addListener((ChannelFutureListener) _ -> onAnswered(keep));
  }

  @Override
  public void close() {
    reset(Http2Error.INTERNAL_ERROR);
  }

  @Override
  public void reset() {
    close();
  }

  private void reset(Http2Error error) {
    toOver();
    channel.pipeline().firstContext().writeAndFlush(new DefaultHttp2ResetFrame(error));
    channel.close();
  }

  private void toOver() {
    state = OVER;
    deadline.clear();
    head = null;
  }

  /** Takes ownership of {@code message}, a part of an answer. A head that waits is as written. */
  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      head = H2Head.ofResponse(response);
    }
    if (message instanceof LastHttpContent last && !informational) {
      deadline.set(plane().limits().timeouts().idle(), () -> reset(Http2Error.CANCEL));
      end(ctx, last.content(), promise);
    } else if (message instanceof HttpContent content) {
      writeHead(ctx);
      if (content.content().isReadable()) {
        ctx.write(new DefaultHttp2DataFrame(content.content()), promise);
      } else {
        content.release();
        promise.trySuccess();
      }
      informational = informational && !(content instanceof LastHttpContent);
    } else {
      promise.trySuccess();
    }
  }

  private void end(ChannelHandlerContext ctx, ByteBuf rest, ChannelPromise promise) {
    Http2Headers alone = head;
    if (alone != null && !rest.isReadable()) {
      head = null;
      rest.release();
      ctx.write(new DefaultHttp2HeadersFrame(alone, true), promise);
    } else {
      writeHead(ctx);
      ctx.write(new DefaultHttp2DataFrame(rest, true), promise);
    }
  }

  private void writeHead(ChannelHandlerContext ctx) {
    Http2Headers waiting = head;
    if (waiting != null) {
      head = null;
      ctx.write(new DefaultHttp2HeadersFrame(waiting));
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    writeHead(ctx);
    ctx.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable() && state instanceof State.Exchanging exchanging) {
      exchanging.exchange().onClientWritable();
    }
  }

  /** RFC 9113 §5.4.2: a reset is not answered. What is still unread is thrown away. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Http2ResetFrame) {
      onGone();
      read();
    }
    ReferenceCountUtil.release(event);
  }

  void onConnectionGone() {
    onGone();
    channel.close();
  }

  private void onGone() {
    State before = state;
    toOver();
    if (before instanceof State.Exchanging exchanging) {
      exchanging.exchange().onClientGone();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    onGone();
    connection.onStreamEnd(this);
  }

  /** A stream's error of the protocol is told to the client by the codec. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.atDebug().setCause(cause).log("client stream failed");
    onGone();
    if (cause instanceof Http2Exception) {
      connection.onProvokedReset();
    } else {
      reset(Http2Error.INTERNAL_ERROR);
    }
  }
}
