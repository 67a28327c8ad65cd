package dev.crossfade.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to an endpoint. On the event loop of whoever uses it.
 *
 * <pre>
 *   Idle ── lend ──► Lent(user) ── giveBack(clean) ──► Idle
 *     │                 │ giveBack(not clean), failure, close by the endpoint
 *     │ any byte, close ▼
 *     └──────────────► Closed
 * </pre>
 *
 * An idle connection keeps one read outstanding: an endpoint that says anything unasked, be it an
 * answer or a farewell, has its connection closed before another request can see it. For the same
 * reason nobody gets a connection before everything that came with its last answer has been read.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(UpstreamConnection.class);

  private sealed interface State {
    record Idle() implements State {}

    record Lent(User user) implements State {}

    record Closed() implements State {}
  }

  /** Who uses the connection for one exchange. All calls come on its event loop. */
  interface User {
    void onResponse(HttpResponse response);

    /** Takes ownership of {@code content}. */
    void onResponseContent(HttpContent content);

    /** What had arrived is handed over; more comes only when asked for. */
    void onResponseReadComplete();

    void onUpstreamWritable();

    /** The connection is gone; nothing else follows. */
    void onUpstreamGone(Failure failure);
  }

  private static final State IDLE = new State.Idle();
  private static final State CLOSED = new State.Closed();

  private final Channel channel;
  private final UpstreamEndpoint endpoint;
  private State state = IDLE;
  private boolean reading;
  private boolean reused;
  private long idleSince;

  UpstreamConnection(Channel channel, UpstreamEndpoint endpoint) {
    this.channel = channel;
    this.endpoint = endpoint;
  }

  void lend(User user) {
    state = new State.Lent(user);
  }

  /**
   * Ends the exchange.
   *
   * @param clean whether both messages ended as they said they would
   */
  void giveBack(boolean clean) {
    if (state instanceof State.Closed) {
      return;
    }
    if (clean && channel.isActive()) {
      state = IDLE;
      reused = true;
      if (!reading) {
        keep();
      }
    } else {
      close();
    }
  }

  /** Lets others use the connection. */
  private void keep() {
    idleSince = System.nanoTime();
    if (endpoint.keep(channel.eventLoop(), this)) {
      channel.read();
    } else {
      close();
    }
  }

  void close() {
    state = CLOSED;
    channel.close();
  }

  /** Whether it had served a request before the one it is lent for. */
  boolean isReused() {
    return reused;
  }

  boolean isUsable() {
    return state instanceof State.Idle && channel.isActive();
  }

  long idleSince() {
    return idleSince;
  }

  /** Takes ownership of {@code message}. */
  void write(HttpObject message) {
    channel.write(message, channel.voidPromise());
  }

  void flush() {
    channel.flush();
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  void read() {
    channel.read();
  }

  /** Takes ownership of {@code message}: handed over or released on every path. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    reading = true;
    switch (state) {
      case State.Lent lent -> deliver(lent.user(), message);
      case State.Idle _ -> {
        ReferenceCountUtil.release(message);
        log.atWarn().addKeyValue("endpoint", endpoint.name()).log("spoke unasked, closed");
        close();
      }
      case State.Closed _ -> ReferenceCountUtil.release(message);
    }
  }

  private void deliver(User user, Object message) {
    boolean broken = message instanceof HttpObject part && part.decoderResult().isFailure();
    if (broken) {
      ReferenceCountUtil.release(message);
      onGone(Failure.BACKEND_MALFORMED);
      return;
    }
    // A full message is both; the head comes first.
    if (message instanceof HttpResponse response) {
      user.onResponse(response);
    }
    if (!(state instanceof State.Lent)) {
      ReferenceCountUtil.release(message); // the user wants no more of it
    } else if (message instanceof HttpContent content) {
      user.onResponseContent(content);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    boolean ended = reading && state instanceof State.Idle;
    reading = false;
    if (ended) {
      keep();
    } else if (state instanceof State.Lent lent) {
      lent.user().onResponseReadComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (state instanceof State.Lent lent && channel.isWritable()) {
      lent.user().onUpstreamWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    onGone(Failure.BACKEND_CLOSED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.atDebug().addKeyValue("endpoint", endpoint.name()).setCause(cause).log("connection failed");
    onGone(Failure.BACKEND_CLOSED);
  }

  private void onGone(Failure failure) {
    State before = state;
    close();
    switch (before) {
      case State.Lent lent -> {
        if (reused) {
          endpoint.onStale(channel.eventLoop());
        }
        lent.user().onUpstreamGone(failure);
      }
      case State.Idle _ -> endpoint.forget(channel.eventLoop(), this);
      case State.Closed _ -> {}
    }
  }
}
