package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Violation;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of HTTP/2 to an endpoint (RFC 9113); each of its streams is an {@link
 * UpstreamH2Line}. On the event loop of whoever uses it.
 *
 * <pre>
 *   Opening ── SETTINGS ──► Open ◄── lines come and go
 *      │ deadline            │ GOAWAY, an answer that is none, no numbers left, told to
 *      ▼                     ▼
 *   Closed ◄─ last line ── Leaving (finishes what it has, takes nothing new)
 * </pre>
 *
 * An endpoint that has said nothing for as long as a request waited in vain is asked whether it is
 * there: while one connection for one request dies with it, others would go on down this hole.
 */
final class UpstreamH2Connection extends H2Codec {
  private static final Logger log = LoggerFactory.getLogger(UpstreamH2Connection.class);
  private static final int ANSWER_HEAD = 64 << 10;
  private static final int LAST_NUMBER = Integer.MAX_VALUE - 2;

  /** When the window is told to open again: as soon as half of it is used. */
  private static final float UPDATE_RATIO = 0.5f;

  /** Whose connection it is. Called on its event loop. */
  interface Owner {
    /** The endpoint, for logs. */
    String name();

    /** It stands, or a line is over, or it takes more at once. */
    void onRoom(UpstreamH2Connection connection);

    /** It takes nothing new. */
    void onLeaving(UpstreamH2Connection connection);

    void onClosed(UpstreamH2Connection connection, Failure failure);
  }

  private enum State {
    OPENING,
    OPEN,
    LEAVING,
    CLOSED
  }

  private final Owner owner;
  private final Duration patience;
  private final boolean https;
  private final Timer deadline;
  private final Set<UpstreamH2Line> lines = new LinkedHashSet<>();
  private final Queue<UpstreamH2Line> calls = new ArrayDeque<>();
  private State state = State.OPENING;
  private boolean callsScheduled;
  private boolean probing;
  private boolean stood;
  private boolean used;
  private long lastRead = System.nanoTime();
  private long idleSince = lastRead;

  private UpstreamH2Connection(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Builder builder) {
    super(decoder, encoder, settings, builder.channel, builder.loop);
    this.owner = builder.owner;
    this.patience = builder.patience;
    this.https = builder.channel.pipeline().get(SslHandler.class) != null;
    this.deadline = builder.loop.timer(this::onLate);
  }

  /**
   * The last handler of a new connection.
   *
   * @param patience for a sign that the endpoint speaks HTTP/2
   */
  static UpstreamH2Connection of(Channel channel, Loop loop, Owner owner, Duration patience) {
    return new Builder(channel, loop, owner, patience).made();
  }

  /**
   * Makes the codec of one connection. Its own window is refilled at once: many clients share it,
   * and the slow ones among them, whose streams stand still, must not stop the others. An endpoint
   * may reset as many streams as it likes, since each is one that we began.
   */
  private static final class Builder extends H2CodecBuilder<UpstreamH2Connection> {
    private final Channel channel;
    private final Loop loop;
    private final Owner owner;
    private final Duration patience;

    Builder(Channel channel, Loop loop, Owner owner, Duration patience) {
      this.channel = channel;
      this.loop = loop;
      this.owner = owner;
      this.patience = patience;
      Http2Connection connection = takingTurns(false);
      connection
          .local()
          .flowController(new DefaultHttp2LocalFlowController(connection, UPDATE_RATIO, true));
      connection(connection);
      initialSettings(
          new Http2Settings()
              .pushEnabled(false)
              .maxConcurrentStreams(0)
              .maxHeaderListSize(ANSWER_HEAD)
              .initialWindowSize(WINDOW));
      decoderEnforceMaxRstFramesPerWindow(0, RESET_WINDOW_SECONDS);
      encoderEnforceMaxRstFramesPerWindow(0, RESET_WINDOW_SECONDS);
    }

    @Override
    protected UpstreamH2Connection build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new UpstreamH2Connection(decoder, encoder, settings, this);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    super.handlerAdded(ctx);
    if (ctx.channel().isActive()) {
      deadline.set(patience);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    super.channelActive(ctx);
    deadline.set(patience);
  }

  boolean isHttps() {
    return https;
  }

  /** Whether the endpoint ever said that it speaks HTTP/2. */
  boolean hasStood() {
    return stood;
  }

  /** Whether a line was ever made on it. */
  boolean hasServed() {
    return connection().local().lastStreamCreated() > 0;
  }

  boolean isIdle() {
    return lines.isEmpty();
  }

  long idleSince() {
    return idleSince;
  }

  /** Whether it takes one more line. */
  boolean hasRoom() {
    return state == State.OPEN
        && !probing
        && channel().isActive()
        && connection().local().canOpenStream();
  }

  /** Makes a line; there must be room. */
  UpstreamH2Line open() {
    try {
      int number = connection().local().incrementAndGetNextStreamId();
      Http2Stream stream = connection().local().createStream(number, false);
      UpstreamH2Line line = new UpstreamH2Line(this, stream);
      assign(stream, line);
      lines.add(line);
      if (number >= LAST_NUMBER) {
        leave();
      }
      return line;
    } catch (Http2Exception e) {
      throw new IllegalStateException("no stream (expected: room for one)", e);
    }
  }

  /** Takes nothing new and closes when the last line is over; at once when there is none. */
  void leave() {
    if (state == State.OPENING || state == State.OPEN) {
      state = State.LEAVING;
      owner.onLeaving(this);
    }
    if (state == State.LEAVING && lines.isEmpty()) {
      close();
    }
  }

  /** At the end of the turn, so that all of the farewell is written. */
  private void close() {
    gone(Failure.BACKEND_CLOSED);
    ChannelHandlerContext ctx = context();
    if (!channel().isActive()) {
      return;
    }
    goAway(ctx, 0, Http2Error.NO_ERROR.code(), ctx.alloc().buffer(0, 0), ctx.newPromise())
        .addListener(ChannelFutureListener.CLOSE);
    ctx.flush();
  }

  @Override
  Side onBegin(Http2Stream stream) throws Http2Exception {
    throw Http2Exception.connectionError(
        Http2Error.PROTOCOL_ERROR, "stream %d of the endpoint's own", stream.id());
  }

  @Override
  void onEnd(Side side) {
    if (!(side instanceof UpstreamH2Line line) || !lines.remove(line) || state == State.CLOSED) {
      return;
    }
    used |= line.isEnded();
    if (lines.isEmpty()) {
      idleSince = System.nanoTime();
    }
    if (state == State.LEAVING) {
      leave();
    } else {
      owner.onRoom(this);
    }
  }

  @Override
  void onSettings() {
    if (state == State.OPENING) {
      state = State.OPEN;
      stood = true;
      deadline.clear();
    }
    if (state == State.OPEN) {
      owner.onRoom(this);
    }
  }

  /** RFC 9113 §6.8: what comes after the last that it names was not looked at. */
  @Override
  void onLeave(int last) {
    leave();
    for (UpstreamH2Line line : List.copyOf(lines)) {
      if (line.number() > last) {
        line.fail(Failure.BACKEND_REFUSED);
      }
    }
  }

  /** Who sends such an answer is trusted with no further request on this connection. */
  void onMalformed(UpstreamH2Line line, Violation violation) {
    log.atInfo()
        .addKeyValue("endpoint", owner.name())
        .addKeyValue("why", violation.getMessage())
        .log("an answer that is none");
    leave();
    line.fail(Failure.BACKEND_MALFORMED);
    reset(line.number(), Http2Error.PROTOCOL_ERROR);
  }

  /** A request that was sent then has no answer. */
  void onDoubt(long since) {
    if (state != State.CLOSED && !probing && lastRead - since < 0) {
      probing = true;
      deadline.set(patience);
      ChannelHandlerContext ctx = context();
      encoder().writePing(ctx, false, since, ctx.newPromise());
      flushSoon();
    }
  }

  private void onLate() {
    Failure failure = state == State.OPENING ? Failure.CONNECT_TIMEOUT : Failure.BACKEND_CLOSED;
    log.atWarn().addKeyValue("endpoint", owner.name()).log("says nothing by HTTP/2, closed");
    gone(failure);
    channel().close();
  }

  private void gone(Failure failure) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    deadline.clear();
    owner.onClosed(this, failure);
    List.copyOf(lines).forEach(line -> line.onConnectionGone(failure, used));
  }

  /** The line is called at the end of this turn of the event loop. */
  void callSoon(UpstreamH2Line line) {
    if (!line.called) {
      line.called = true;
      calls.add(line);
    }
    if (!callsScheduled) {
      callsScheduled = true;
      loop().executor().execute(this::call);
    }
  }

  private void call() {
    callsScheduled = false;
    UpstreamH2Line line = calls.poll();
    while (line != null) {
      line.onCall();
      line = calls.poll();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    lastRead = System.nanoTime();
    if (probing) {
      probing = false;
      deadline.clear();
      if (state == State.OPEN) {
        owner.onRoom(this);
      }
    }
    super.channelRead(ctx, message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    gone(Failure.BACKEND_CLOSED);
    super.channelInactive(ctx);
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException error) {
    if (side(connection().stream(error.streamId())) instanceof UpstreamH2Line line && !outbound) {
      onMalformed(line, Violation.syntax(String.valueOf(error.getMessage())));
    } else {
      super.onStreamError(ctx, outbound, cause, error);
    }
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception error) {
    log.atInfo()
        .addKeyValue("endpoint", owner.name())
        .addKeyValue("why", cause.getMessage())
        .log("what is no HTTP/2, closed");
    gone(outbound ? Failure.BACKEND_CLOSED : Failure.BACKEND_MALFORMED);
    super.onConnectionError(ctx, outbound, cause, error);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null) {
      super.exceptionCaught(ctx, cause);
      return;
    }
    log.atDebug().addKeyValue("endpoint", owner.name()).setCause(cause).log("connection failed");
    gone(Failure.BACKEND_CLOSED);
    ctx.close();
  }
}
