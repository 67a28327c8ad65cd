package dev.crossfade.proxy;

import dev.crossfade.config.model.Limits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
 * The connection reads all the time; bodies are held back by their windows, which open only as they
 * are passed on. Floods end it with ENHANCE_YOUR_CALM, which the codec says.
 */
final class H2Connection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(H2Connection.class);

  /** How much of one body may wait here. The connection takes that of three such streams. */
  private static final int WINDOW = 256 << 10;

  /** RFC 9113 §10.5: what costs us something and the client nothing. */
  private static final int RESET_WINDOW_SECONDS = 30;

  private static final int QUEUED_CONTROL_FRAMES = 1_000;
  private static final int EMPTY_DATA_FRAMES = 16;
  private static final int SMALL_CONTINUATIONS = 16;

  /** After the last answer the client closes; were we faster, it might not get to read it. */
  private static final Duration LINGERING = Duration.ofSeconds(2);

  private final Channel channel;
  private final DataPlane plane;
  private final Timer deadline;
  private final Set<H2Stream> streams = new HashSet<>();
  private int requests;
  private int provoked;
  private long provokedSince;
  private boolean draining;

  private H2Connection(Channel channel, DataPlane plane) {
    this.channel = channel;
    this.plane = plane;
    this.deadline = new Timer(channel.eventLoop());
  }

  /** Speaks HTTP/2 on a channel from here on. */
  static void begin(Channel channel, DataPlane plane) {
    H2Connection connection = new H2Connection(channel, plane);
    ChannelPipeline pipeline = channel.pipeline();
    Http2FrameCodec codec = codec(plane.limits().h2());
    pipeline.addLast(new H2Order(codec));
    pipeline.addLast(codec);
    pipeline.addLast(new Http2MultiplexHandler(connection.new Streams()));
    pipeline.addLast(connection);
    connection.deadline.set(plane.limits().timeouts().header(), connection::onIdle);
    channel.config().setAutoRead(true);
  }

  private static Http2FrameCodec codec(Limits.H2 limits) {
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(
            new Http2Settings()
                .maxConcurrentStreams(limits.maxStreams())
                .maxHeaderListSize(limits.headerList().asInt())
                .initialWindowSize(WINDOW))
        .validateHeaders(true)
        // Advice (RFC 9113 §6.5.2) that would have us cut answers off.
        .encoderIgnoreMaxHeaderListSize(true)
        .decoderEnforceMaxRstFramesPerWindow(limits.maxResetsPer30s(), RESET_WINDOW_SECONDS)
        // More than the client's: what was on its way when a stream ended is answered by resets
        // too.
        .encoderEnforceMaxRstFramesPerWindow(
            (int) Math.min(10L * limits.maxResetsPer30s(), Integer.MAX_VALUE), RESET_WINDOW_SECONDS)
        .decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY_DATA_FRAMES)
        .decoderEnforceMaxSmallContinuationFrames(SMALL_CONTINUATIONS)
        .encoderEnforceMaxQueuedControlFrames(QUEUED_CONTROL_FRAMES)
        // Who closes means it; GOAWAY is said by leave and drain.
        .decoupleCloseAndGoAway(true)
        .build();
  }

  /** What a new stream goes through. */
  private final class Streams extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel stream) {
      stream.config().setAutoRead(false);
      stream.pipeline().addLast(new H2Stream(stream, H2Connection.this));
    }
  }

  DataPlane plane() {
    return plane;
  }

  InetAddress peer() {
    return ClientConnection.peer(channel);
  }

  boolean isTls() {
    return channel.pipeline().get(SslHandler.class) != null;
  }

  void onStream(H2Stream stream) {
    deadline.clear();
    streams.add(stream);
  }

  void onStreamEnd(H2Stream stream) {
    if (!streams.remove(stream) || !streams.isEmpty() || !channel.isActive()) {
      return;
    }
    if (draining) {
      deadline.set(LINGERING, channel::close);
    } else {
      deadline.set(plane.limits().timeouts().idle(), this::onIdle);
    }
  }

  void onRequest() {
    requests++;
    if (requests >= plane.limits().requestsPerConnection()) {
      drain();
    }
  }

  /** A client that has us reset its streams is no better than one that resets them itself. */
  void onProvokedReset() {
    long now = System.nanoTime();
    if (provoked == 0 || now - provokedSince > TimeUnit.SECONDS.toNanos(RESET_WINDOW_SECONDS)) {
      provoked = 0;
      provokedSince = now;
    }
    provoked++;
    if (provoked > plane.limits().h2().maxResetsPer30s()) {
      leave(Http2Error.ENHANCE_YOUR_CALM);
    }
  }

  /** Takes nothing new and closes when what is under way is answered; at once when nothing is. */
  void drain() {
    if (streams.isEmpty()) {
      leave(Http2Error.NO_ERROR);
    } else if (!draining) {
      draining = true;
      channel.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    }
  }

  private void onIdle() {
    leave(Http2Error.NO_ERROR);
  }

  private void leave(Http2Error why) {
    draining = true;
    deadline.clear();
    channel
        .writeAndFlush(new DefaultHttp2GoAwayFrame(why))
        .addListener(ChannelFutureListener.CLOSE);
  }

  /** What is about no stream the codec has dealt with. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    ReferenceCountUtil.release(frame);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.clear();
    List.copyOf(streams).forEach(H2Stream::onConnectionGone);
  }

  /** An error of the protocol has its GOAWAY and its end from the codec. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.atDebug().setCause(cause).log("client connection failed");
    if (!(cause instanceof Http2Exception)) {
      channel.close();
    }
  }
}
