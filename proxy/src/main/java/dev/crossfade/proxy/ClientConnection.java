package dev.crossfade.proxy;

import dev.crossfade.config.model.Limits;
import dev.crossfade.proxy.http1.BodyReader;
import dev.crossfade.proxy.http1.Framing;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.HeadBytes;
import dev.crossfade.proxy.http1.Violation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection of HTTP/1; its requests are answered one after the other. On its event
 * loop.
 *
 * <pre>
 *   Waiting ── head ──► Exchanging ── answered, kept ──► Waiting
 *      │  │                 │ answered, not kept
 *      │  └ bad head ──► Closing ◄── deadline, drain
 *      └── gone ──► Closing
 * </pre>
 *
 * What has arrived and is not wanted yet waits here, and while it does nothing more is read: that
 * is one read at most. An idle connection has neither a head nor a buffer.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter
    implements Client, ChannelFutureListener {
  private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

  private sealed interface State {
    record Waiting() implements State {}

    record Exchanging(Exchange exchange) implements State {}

    record Closing() implements State {}
  }

  private static final Duration LINGERING = Duration.ofSeconds(2);
  private static final State WAITING = new State.Waiting();
  private static final State CLOSING = new State.Closing();
  private static final int NO_CONTENT = 204;

  private final Channel channel;
  private final DataPlane plane;
  private final Loop loop;
  private final Timer timer;
  private final Patience patience;
  private final BodyReader body = new BodyReader();
  private final MessageOutput output;
  private State state = WAITING;
  private @Nullable ClientRequest request;
  private @Nullable ByteBuf pending;
  private @Nullable Plan knownPlan;
  private @Nullable Hops knownHops;
  private long lastUnsent;
  private int requests;
  private boolean draining;
  private boolean headBegun;
  private boolean processing;
  private boolean bodyWanted;
  private boolean tunnel;
  private boolean keep;
  private boolean endsWithConnection;

  ClientConnection(Channel channel, DataPlane plane) {
    this.channel = channel;
    this.plane = plane;
    this.loop = plane.loop(channel);
    this.timer = loop.timer(this::onLate);
    this.patience = new Patience(timer, plane.limits());
    this.output = new MessageOutput(channel, loop);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    begin();
  }

  /** Asks for the first head; for who joins a connection that is open already. */
  void begin() {
    timer.set(plane.limits().timeouts().header());
    headBegun = true; // the time for the first head began with the connection
    channel.config().setAutoRead(true);
  }

  /** Who has begun to say something is told; who never said anything has earned no answer. */
  private void onLate() {
    switch (state) {
      case State.Waiting _ -> {
        ClientRequest begun = request;
        if (begun == null) {
          if (requests == 0) {
            plane.rejections().count(Rejection.HEAD_TIMEOUT);
          }
          close();
        } else {
          refuse(begun, Failure.HEAD_TIMEOUT);
        }
      }
      case State.Exchanging(Exchange exchange) -> {
        long left = unsent();
        if (exchange.isOver() && left < lastUnsent && isEnough(lastUnsent - left)) {
          awaitTaken();
        } else {
          exchange.onLate();
        }
      }
      case State.Closing _ -> close();
    }
  }

  /** Takes ownership of {@code message}: handed over, kept or released on every path. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes) || state instanceof State.Closing) {
      ReferenceCountUtil.release(message);
      return;
    }
    ByteBuf before = pending;
    pending =
        before == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(channel.alloc(), before, bytes);
    process();
  }

  /** Goes on as far as what has arrived is wanted. */
  private void process() {
    if (processing) {
      return; // whoever is at it goes on
    }
    processing = true;
    ByteBuf in = pending;
    try {
      while (in != null && in.isReadable() && step(in)) {
        in = pending;
      }
    } finally {
      processing = false;
      if (in != null && (!in.isReadable() || state instanceof State.Closing)) {
        pending = null;
        in.release();
      }
    }
    boolean room = pending == null;
    if (channel.config().isAutoRead() != room) {
      channel.config().setAutoRead(room);
    }
  }

  /** Takes what it can; false: nothing more is wanted now. */
  private boolean step(ByteBuf in) {
    return switch (state) {
      case State.Waiting _ -> readHead(in);
      case State.Exchanging(Exchange exchange) -> {
        if (tunnel) {
          yield bodyWanted && readTunnel(exchange, in);
        }
        yield bodyWanted && !body.isEnded() && readBody(exchange, in);
      }
      case State.Closing _ -> {
        in.skipBytes(in.readableBytes());
        yield false;
      }
    };
  }

  private boolean readHead(ByteBuf in) {
    ClientRequest reading = request;
    if (reading == null) {
      reading = loop.takeRequest();
      request = reading;
    }
    Plan plan = plane.plan();
    if (!headBegun) {
      headBegun = true;
      timer.set(plan.config().limits().timeouts().header());
    }
    try {
      if (!plan.heads().parse(reading.head(), in)) {
        return false;
      }
      onHead(plan, reading, Framing.ofRequest(reading.head()));
    } catch (Violation violation) {
      in.skipBytes(in.readableBytes());
      refuse(reading, Failure.of(violation));
    }
    return true;
  }

  private void onHead(Plan plan, ClientRequest whole, long length) {
    timer.clear();
    requests++;
    Failure refusal = HeadRules.check(whole.head());
    body.begin(refusal == null ? length : Framing.UNTIL_CLOSE);
    bodyWanted = false;
    Exchange exchange = new Exchange(this, plan, whole, length, hops(plan));
    state = new State.Exchanging(exchange);
    exchange.start(refusal);
  }

  /** Answers a head that could not be read; where a body would end, nobody can say. */
  private void refuse(ClientRequest begun, Failure failure) {
    timer.clear();
    requests++;
    if (begun.head().isStartLineMissing()) {
      begun.head().request("GET", "/"); // for the log
    }
    body.begin(Framing.UNTIL_CLOSE);
    Plan plan = plane.plan();
    Exchange exchange = new Exchange(this, plan, begun, 0, hops(plan));
    state = new State.Exchanging(exchange);
    exchange.start(failure);
  }

  /** Who is at the other end, as far as no head says. */
  @SuppressWarnings("ReferenceEquality") // the same plan, not one that says the same
  private Hops hops(Plan plan) {
    Hops known = knownHops;
    if (known == null || knownPlan != plan) {
      known = Hops.of(peer(channel), isTls(), plan.config().trust().proxies());
      knownHops = known;
      knownPlan = plan;
    }
    return known;
  }

  private boolean readBody(Exchange exchange, ByteBuf in) {
    try {
      int length = body.next(in);
      while (length > 0) {
        exchange.onRequestBody(in, length);
        length = body.next(in);
      }
    } catch (Violation violation) {
      log.atDebug().addKeyValue("why", violation.getMessage()).log("request body broken");
      in.skipBytes(in.readableBytes());
      exchange.onRequestBroken();
      return false;
    }
    if (body.isEnded()) {
      exchange.onRequestEnd(body.trailers());
    } else {
      exchange.onRequestPause();
    }
    return true;
  }

  private static boolean readTunnel(Exchange exchange, ByteBuf in) {
    exchange.onRequestBody(in, in.readableBytes());
    exchange.onRequestPause();
    return true;
  }

  @Override
  public Patience patience() {
    return patience;
  }

  @Override
  public void setReading(boolean wanted) {
    bodyWanted = wanted;
    if (wanted && pending != null) {
      process();
    }
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public DataPlane plane() {
    return plane;
  }

  @Override
  public String protocol() {
    ClientRequest asked = request;
    return asked == null || asked.head().isHttp11() ? "HTTP/1.1" : "HTTP/1.0";
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

  private Head head() {
    ClientRequest asked = request;
    if (asked == null) {
      throw new IllegalStateException("an answer to no request");
    }
    return asked.head();
  }

  @Override
  public void sendInterim(Head answer, FieldWriter fields) {
    if (head().isHttp11()) {
      HeadBytes out = loop.writer().answer(answer);
      fields.write(out);
      output.begin(out.endLine(), 0, false);
    }
  }

  @Override
  public void sendUpgrade(Head answer, FieldWriter fields) {
    tunnel = true;
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    keep = false;
    HeadBytes out = loop.writer().answer(answer);
    fields.write(out);
    out.upgrade();
    output.begin(out.endLine(), 0, false);
    output.flush();
  }

  @Override
  public void sendHead(Head answer, FieldWriter fields, long length, boolean bodiless) {
    Head asked = head();
    boolean old = !asked.isHttp11();
    boolean sized = bodiless || length >= 0;
    boolean chunked = !sized && !old;
    endsWithConnection = !sized && old;
    keep =
        body.isEnded()
            && asked.isKeepAlive()
            && !endsWithConnection
            && !draining
            && requests < plane.limits().requestsPerConnection();
    HeadBytes out = loop.writer().answer(answer);
    fields.write(out);
    if (chunked) {
      out.chunked();
    } else if (length >= 0 && answer.status() != NO_CONTENT) {
      out.contentLength(length);
    }
    if (!keep) {
      out.close();
    } else if (old) {
      out.keepAlive();
    }
    output.begin(out.endLine(), bodiless ? 0 : length, chunked);
  }

  @Override
  public void sendBody(ByteBuf in, int length) {
    output.body(in, length);
  }

  @Override
  public void sendEnd(@Nullable Head trailers) {
    output.end(trailers);
    ChannelFuture written = output.flushLast();
    awaitTaken();
    written.addListener(this);
  }

  /** For the client to take what is left of its answer, or some of it at a pace. */
  private void awaitTaken() {
    lastUnsent = unsent();
    timer.set(plane.limits().timeouts().idle());
  }

  private boolean isEnough(long taken) {
    Limits limits = plane.limits();
    return taken >= limits.timeouts().idle().toSeconds() * limits.rates().answer().bytes();
  }

  /** The answer is written. */
  @Override
  public void operationComplete(ChannelFuture written) {
    if (state instanceof State.Exchanging(Exchange exchange)) {
      exchange.onWritten(written.isSuccess());
      onAnswered(keep && written.isSuccess());
    }
  }

  private void onAnswered(boolean kept) {
    boolean last = !kept || draining;
    boolean unread = !body.isEnded() || (last && pending != null); // pipelined, and to no avail
    if (unread && !tunnel) {
      linger();
    } else if (last || !channel.isActive()) {
      close();
    } else {
      giveRequestBack();
      state = WAITING;
      headBegun = false;
      timer.set(plane.limits().timeouts().idle());
      if (pending != null) {
        process();
      }
    }
  }

  private void giveRequestBack() {
    loop.giveBack(request);
    request = null;
  }

  @Override
  public void flush() {
    output.flush();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public long unsent() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  /** Finishes what is under way and then closes; at once when nothing is. */
  void drain() {
    draining = true;
    if (state instanceof State.Waiting) {
      close();
    }
  }

  /**
   * Where only the end of the connection tells the end of an answer, there is no goodbye, not even
   * TLS's: an orderly one would say that it is whole.
   */
  @Override
  public void cut() {
    boolean abrupt = endsWithConnection;
    toClosing();
    if (abrupt) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.pipeline().firstContext().close();
    } else {
      channel.close();
    }
  }

  private void close() {
    toClosing();
    channel.close();
  }

  private void toClosing() {
    state = CLOSING;
    timer.clear();
    output.release();
    giveRequestBack();
    ByteBuf unread = pending;
    if (unread != null && !processing) {
      pending = null;
      unread.release();
    }
  }

  /**
   * RFC 9112 §9.6: says that this was all and reads on for a while. Were the connection closed
   * under a client that is still sending, its system would throw our answer away.
   */
  private void linger() {
    toClosing();
    timer.set(LINGERING);
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else if (channel instanceof DuplexChannel plain) {
      plain.shutdownOutput();
    }
    channel.config().setAutoRead(true);
  }

  /** In a tunnel each side ends for itself. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent
        && state instanceof State.Exchanging(Exchange exchange)) {
      exchange.onRequestEnd(null);
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable() && state instanceof State.Exchanging(Exchange exchange)) {
      exchange.onClientWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    State before = state;
    if (before instanceof State.Exchanging(Exchange exchange)) {
      exchange.onClientGone();
    }
    toClosing();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.atDebug().setCause(cause).log("client connection failed");
    channel.close();
  }
}
