package dev.crossfade.proxy;

import dev.crossfade.config.model.Limits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection; its requests are answered one after the other. On its event loop.
 *
 * <pre>
 *   Waiting ── head ──► Exchanging ── answered, kept ──► Waiting
 *      │  │                 │ answered, not kept
 *      │  └ bad head ──► Closing ◄── deadline, drain
 *      └── gone ──► Closing
 * </pre>
 *
 * Messages come one at a time (a FlowControlHandler stands before this), and only when asked for.
 * While an exchange runs, one further head may come: it waits, and nothing more is read.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements Client {
  private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

  private sealed interface State {
    record Waiting() implements State {}

    record Exchanging(Exchange exchange) implements State {}

    record Closing() implements State {}
  }

  private static final Duration LINGERING = Duration.ofSeconds(2);
  private static final State WAITING = new State.Waiting();
  private static final State CLOSING = new State.Closing();

  private final Channel channel;
  private final DataPlane plane;
  private final Timer deadline;
  private State state = WAITING;
  private @Nullable HttpRequest next;
  private int requests;
  private boolean asked;
  private boolean draining;

  ClientConnection(Channel channel, DataPlane plane) {
    this.channel = channel;
    this.plane = plane;
    this.deadline = new Timer(channel.eventLoop());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    begin();
  }

  /** Asks for the first head; for who joins a connection that is open already. */
  void begin() {
    awaitHead(plane.limits().timeouts().header());
  }

  private void awaitHead(Duration patience) {
    state = WAITING;
    deadline.set(patience, this::onNoHead);
    read();
  }

  /**
   * Asks for one more message. Asking twice would bring two: a body's first part must not come
   * while its exchange still connects.
   */
  @Override
  public void read() {
    if (!asked) {
      asked = true;
      channel.read();
    }
  }

  /** A connection that never said anything has earned no answer. */
  private void onNoHead() {
    close();
  }

  /** Takes ownership of {@code message}: handed over, kept or released on every path. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    asked = false;
    switch (state) {
      case State.Waiting _ -> {
        if (message instanceof HttpRequest request) {
          onHead(request);
        } else {
          ReferenceCountUtil.release(message); // the rest of a request that was refused
        }
      }
      case State.Exchanging exchanging -> {
        if (message instanceof HttpRequest request) {
          next = request;
        } else if (message instanceof HttpContent content) {
          exchanging.exchange().onRequestContent(content);
        }
      }
      case State.Closing _ -> {
        ReferenceCountUtil.release(message);
        read();
      }
    }
  }

  /** The FlowControlHandler forgets at the end of a read what it still owes, so we ask again. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (asked) {
      channel.read();
    }
  }

  private void onHead(HttpRequest request) {
    deadline.clear();
    requests++;
    Plan plan = plane.plan();
    Limits limits = plan.config().limits();
    Exchange exchange = new Exchange(this, plan, request, peer(channel), isTls());
    state = new State.Exchanging(exchange);
    exchange.start(HeadRules.check(request, limits.headers().count()));
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public DataPlane plane() {
    return plane;
  }

  @Override
  public boolean mayKeep() {
    return !draining && requests < plane.limits().requestsPerConnection();
  }

  /** Who speaks to us there, or for whom the hop that does says it speaks. */
  static InetAddress peer(Channel channel) {
    InetAddress told = channel.attr(ProxyProtocol.SOURCE).get();
    if (told != null) {
      return told;
    }
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  private boolean isTls() {
    return channel.pipeline().get(SslHandler.class) != null;
  }

  @Override
  public void onAnswered(boolean keep) {
    HttpRequest waiting = next;
    next = null;
    if (state instanceof State.Exchanging over && !over.exchange().isRequestDone()) {
      linger();
    } else if (!keep || draining || !channel.isActive()) {
      close();
    } else if (waiting != null) {
      state = WAITING;
      onHead(waiting);
    } else {
      awaitHead(plane.limits().timeouts().idle());
    }
  }

  /** Answers by ourselves; the connection stays only if the request was read to its end. */
  @Override
  public void refuse(Failure failure, String id, HttpRequest request, boolean keep) {
    String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
    FullHttpResponse page = ErrorPage.of(channel.alloc(), failure, id, accept);
    if (!keep) {
      page.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      page.content().clear();
    }
    channel
        .writeAndFlush(page)
        .addListener((ChannelFutureListener) written -> onAnswered(keep && written.isSuccess()));
  }

  /** Finishes what is under way and then closes; at once when nothing is. */
  void drain() {
    draining = true;
    if (state instanceof State.Waiting) {
      close();
    }
  }

  @Override
  public void close() {
    toClosing();
    channel.close();
  }

  private void toClosing() {
    state = CLOSING;
    deadline.clear();
    next = null;
  }

  /**
   * RFC 9112 §9.6: says that this was all and reads on for a while. Were the connection closed
   * under a client that is still sending, its system would throw our answer away.
   */
  private void linger() {
    toClosing();
    deadline.set(LINGERING, channel::close);
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else if (channel instanceof DuplexChannel plain) {
      plain.shutdownOutput();
    }
    read();
  }

  /**
   * Ends without a goodbye, not even TLS's: where only the end of the connection tells the end of
   * an answer, an orderly one would say that it is whole.
   */
  @Override
  public void reset() {
    toClosing();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.pipeline().firstContext().close();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable() && state instanceof State.Exchanging exchanging) {
      exchanging.exchange().onClientWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    State before = state;
    close();
    if (before instanceof State.Exchanging exchanging) {
      exchanging.exchange().onClientGone();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.atDebug().setCause(cause).log("client connection failed");
    channel.close();
  }
}
