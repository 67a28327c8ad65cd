package dev.crossfade.proxy;

import dev.crossfade.config.model.Limits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection of HTTP/2 (RFC 9113); each of its streams is an {@link H2Stream}. On its
 * event loop.
 *
 * <pre>
 *   Idle ◄── streams come and go ──► Busy
 *     │ deadline                       │ drain, or as many requests as one may have: GOAWAY
 *     ▼                                ▼
 *   closed ◄── client, deadline ── Leaving (answers what it has, takes nothing new)
 * </pre>
 *
 * Floods end it with ENHANCE_YOUR_CALM, which the codec says.
 */
final class H2Connection extends H2Codec {
  private static final Logger log = LoggerFactory.getLogger(H2Connection.class);

  /** As the log calls it. */
  static final String PROTOCOL = "HTTP/2.0";

  /** After the last answer the client closes; were we faster, it might not get to read it. */
  private static final Duration LINGERING = Duration.ofSeconds(2);

  private final DataPlane plane;
  private final Timer deadline;
  private final Timer headDeadline;
  private final Set<Side> streams = new HashSet<>();
  private @Nullable Plan knownPlan;
  private @Nullable Hops knownHops;
  private int requests;
  private int provoked;
  private long provokedSince;
  private boolean draining;
  private boolean leaving;

  private H2Connection(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Channel channel,
      DataPlane plane) {
    super(decoder, encoder, settings, channel, plane.loop(channel));
    this.plane = plane;
    this.deadline = loop().timer(this::onLate);
    this.headDeadline = loop().timer(this::onHeadLate);
  }

  /** Speaks HTTP/2 on a channel from here on. */
  static void begin(Channel channel, DataPlane plane) {
    H2Connection connection = new Builder(channel, plane).made();
    channel.pipeline().addLast(new H2Order(connection, connection::onHeadOpen)).addLast(connection);
    connection.deadline.set(plane.limits().timeouts().header());
    channel.config().setAutoRead(true);
  }

  /** Makes the codec of one connection, with its limits. */
  private static final class Builder extends H2CodecBuilder<H2Connection> {
    private final Channel channel;
    private final DataPlane plane;

    Builder(Channel channel, DataPlane plane) {
      this.channel = channel;
      this.plane = plane;
      Limits.H2 limits = plane.limits().h2();
      connection(takingTurns(true));
      initialSettings(
          new Http2Settings()
              .maxConcurrentStreams(limits.maxStreams())
              .maxHeaderListSize(limits.headerList().asInt())
              .initialWindowSize(WINDOW)
              .connectProtocolEnabled(true));
      decoderEnforceMaxRstFramesPerWindow(limits.maxResetsPer30s(), RESET_WINDOW_SECONDS);
      // More than the client's: what was on its way when a stream ended is answered by resets too.
      encoderEnforceMaxRstFramesPerWindow(
          (int) Math.min(10L * limits.maxResetsPer30s(), Integer.MAX_VALUE), RESET_WINDOW_SECONDS);
    }

    @Override
    protected H2Connection build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new H2Connection(decoder, encoder, settings, channel, plane);
    }
  }

  @Override
  Side onBegin(Http2Stream stream) {
    H2Stream begun = new H2Stream(this, stream);
    assign(stream, begun);
    deadline.clear();
    streams.add(begun);
    requests++;
    if (requests >= plane.limits().requestsPerConnection()) {
      drain();
    }
    return begun;
  }

  /** A head has the same time to come as over HTTP/1. */
  private void onHeadOpen(boolean open) {
    if (open) {
      headDeadline.set(plane.limits().timeouts().header());
    } else {
      headDeadline.clear();
    }
  }

  void onMalformed(Http2Stream stream) {
    reset(stream.id(), Http2Error.PROTOCOL_ERROR);
    onProvokedReset();
  }

  DataPlane plane() {
    return plane;
  }

  /** Who is at the other end, as far as no head says. */
  @SuppressWarnings("ReferenceEquality") // the same plan, not one that says the same
  Hops hops(Plan plan) {
    Hops known = knownHops;
    if (known == null || knownPlan != plan) {
      boolean tls = channel().pipeline().get(SslHandler.class) != null;
      known = Hops.of(ClientConnection.peer(channel()), tls, plan.config().trust().proxies());
      knownHops = known;
      knownPlan = plan;
    }
    return known;
  }

  @Override
  void onEnd(Side side) {
    if (streams.remove(side) && streams.isEmpty() && channel().isActive()) {
      deadline.set(draining ? LINGERING : plane.limits().timeouts().idle());
    }
  }

  /** A client that has us reset its streams is no better than one that resets them itself. */
  private void onProvokedReset() {
    long now = System.nanoTime();
    if (provoked == 0
        || now - provokedSince > TimeUnit.SECONDS.toNanos(H2CodecBuilder.RESET_WINDOW_SECONDS)) {
      provoked = 0;
      provokedSince = now;
    }
    provoked++;
    if (provoked > plane.limits().h2().maxResetsPer30s()) {
      plane.rejections().count(Rejection.FLOOD);
      leave(Http2Error.ENHANCE_YOUR_CALM);
    }
  }

  /** Takes nothing new and closes when what is under way is answered; at once when nothing is. */
  void drain() {
    if (streams.isEmpty()) {
      leave(Http2Error.NO_ERROR);
    } else if (!draining) {
      draining = true;
      ChannelHandlerContext ctx = context();
      int last = connection().remote().lastStreamCreated();
      goAway(ctx, last, Http2Error.NO_ERROR.code(), ctx.alloc().buffer(0, 0), ctx.newPromise());
      ctx.flush();
    }
  }

  private void onLate() {
    if (draining) {
      channel().close();
    } else {
      if (requests == 0) {
        plane.rejections().count(Rejection.HEAD_TIMEOUT);
      }
      leave(Http2Error.NO_ERROR);
    }
  }

  private void onHeadLate() {
    plane.rejections().count(Rejection.HEAD_TIMEOUT);
    leave(Http2Error.ENHANCE_YOUR_CALM);
  }

  private void leave(Http2Error why) {
    if (leaving) {
      return;
    }
    leaving = true;
    draining = true;
    deadline.clear();
    ChannelHandlerContext ctx = context();
    int last = connection().remote().lastStreamCreated();
    goAway(ctx, last, why.code(), ctx.alloc().buffer(0, 0), ctx.newPromise())
        .addListener(ChannelFutureListener.CLOSE);
    ctx.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    deadline.clear();
    headDeadline.clear();
    List.copyOf(streams).forEach(Side::onGone);
    super.channelInactive(ctx);
  }

  /** A stream's error of the protocol is told to the client by the codec. */
  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException error) {
    Side known = side(connection().stream(error.streamId()));
    if (known != null) {
      known.onGone();
    } else if (!outbound) {
      Failure failure = failure(error);
      if (failure != null) {
        reject(failure);
      }
    }
    super.onStreamError(ctx, outbound, cause, error);
    if (!outbound) {
      onProvokedReset();
    }
  }

  /** Why a stream that nobody stands for was no request; null: it is an old one. */
  private @Nullable Failure failure(Http2Exception.StreamException error) {
    if (error instanceof Http2Exception.HeaderListSizeException) {
      return Failure.HEAD_TOO_LARGE;
    }
    if (error.error() == Http2Error.REFUSED_STREAM) {
      return Failure.STREAM_REFUSED;
    }
    return connection().streamMayHaveExisted(error.streamId()) ? null : Failure.MALFORMED;
  }

  /** Tells of a request whose head could not be read; the codec has answered it, or will. */
  void reject(Failure failure) {
    Plan plan = plane.plan();
    ClientRequest unread = loop().takeRequest();
    unread.head().request("GET", "/"); // for the log
    unread.begin(hops(plan), plan.config().trust().proxies());
    Report report = new Report(plane, unread, PROTOCOL);
    report.onStatus(failure.status());
    report.send(failure);
    loop().giveBack(unread);
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception error) {
    log.atDebug().setCause(cause).log("client connection failed");
    if (!leaving && !outbound && error != null) {
      boolean flood = error.error() == Http2Error.ENHANCE_YOUR_CALM;
      plane.rejections().count(flood ? Rejection.FLOOD : Rejection.MALFORMED);
    }
    super.onConnectionError(ctx, outbound, cause, error);
  }
}
