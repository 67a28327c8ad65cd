package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.BodyReader;
import dev.crossfade.proxy.http1.Framing;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.HeadBytes;
import dev.crossfade.proxy.http1.HeadParser;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.proxy.http1.Violation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of HTTP/1 to an endpoint. On the event loop of whoever uses it.
 *
 * <pre>
 *   Idle ── lend ──► Lent(user) ── giveBack(clean) ──► Idle
 *     │                 │ giveBack(not clean), failure, close by the endpoint
 *     │ any byte, close ▼
 *     └──────────────► Closed
 * </pre>
 *
 * It reads all the time, idle too: an endpoint that says anything unasked, be it an answer or a
 * farewell, has its connection closed before another request can see it. For the same reason nobody
 * gets a connection before everything that came with its last answer has been read.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements UpstreamLine {
  private static final Logger log = LoggerFactory.getLogger(UpstreamConnection.class);

  private sealed interface State {
    record Idle() implements State {}

    record Lent(UpstreamUser user) implements State {}

    record Closed() implements State {}
  }

  /** Whose connection it is while nobody uses it. Called on its event loop. */
  interface Owner {
    /** The endpoint, for logs. */
    String name();

    /** Takes it back, fit for another exchange; false: it is not wanted. */
    boolean keep(Loop loop, UpstreamConnection connection);

    /** It was idle and is gone. */
    void forget(Loop loop, UpstreamConnection connection);

    /** It brought what is no answer. */
    void onMalformed(String why);

    /** It had been idle, and was found dead when it was used. */
    void onStale(Loop loop);
  }

  /** What of an answer comes next. */
  private enum Part {
    /** Nothing: no request was sent. */
    NONE,
    HEAD,
    BODY,
    TUNNEL
  }

  private static final State IDLE = new State.Idle();
  private static final State CLOSED = new State.Closed();
  private static final HeadParser HEADS = HeadParser.ofAnswers();
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** A backend may send hints; one that never comes to the point is broken. */
  private static final int MOST_INTERIM = 100;

  private final Channel channel;
  private final Loop loop;
  private final Owner owner;
  private final BodyReader body = new BodyReader();
  private final MessageOutput output;
  private State state = IDLE;
  private Part part = Part.NONE;
  private @Nullable Head head;
  private int interim;
  private boolean toHead;
  private boolean upgradeAsked;
  private boolean reusable = true;
  private boolean reading;
  private boolean reused;
  private long idleSince;

  UpstreamConnection(Channel channel, Loop loop, Owner owner) {
    this.channel = channel;
    this.loop = loop;
    this.owner = owner;
    this.output = new MessageOutput(channel, loop);
  }

  @Override
  public void lend(UpstreamUser user) {
    state = new State.Lent(user);
  }

  @Override
  public void sendHead(Head request, FieldWriter fields, long length, boolean upgrade) {
    part = Part.HEAD;
    interim = 0;
    reusable = false;
    toHead = request.isMethod("HEAD");
    upgradeAsked = upgrade;
    HeadBytes out = loop.writer().request(request);
    fields.write(out);
    if (upgrade) {
      out.upgrade();
    } else if (length < 0) {
      out.chunked();
    } else if (length > 0 || request.has(Name.CONTENT_LENGTH) || request.isMethod("POST")) {
      out.contentLength(length);
    }
    output.begin(out.endLine(), length, length < 0);
  }

  @Override
  public void sendBody(ByteBuf in, int length) {
    output.body(in, length);
  }

  @Override
  public void sendEnd(@Nullable Head trailers) {
    if (part == Part.TUNNEL) {
      output.flushLast().addListener(_ -> endOutput());
    } else {
      output.end(trailers);
    }
  }

  private void endOutput() {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else if (channel instanceof DuplexChannel plain) {
      plain.shutdownOutput();
    }
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
  public void setReading(boolean wanted) {
    if (channel.config().isAutoRead() != wanted) {
      channel.config().setAutoRead(wanted);
    }
  }

  @Override
  public boolean isReused() {
    return reused;
  }

  @Override
  public void giveBack(boolean clean) {
    if (state instanceof State.Closed) {
      return;
    }
    if (clean && reusable && channel.isActive()) {
      state = IDLE;
      part = Part.NONE;
      reused = true;
      setReading(true);
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
    if (!owner.keep(loop, this)) {
      close();
    }
  }

  @Override
  public void endTunnel() {
    state = CLOSED;
    forget();
    output.flushLast().addListener(ChannelFutureListener.CLOSE);
  }

  void close() {
    state = CLOSED;
    forget();
    channel.close();
  }

  private void forget() {
    loop.giveBack(head);
    head = null;
  }

  boolean isUsable() {
    return state instanceof State.Idle && channel.isActive();
  }

  long idleSince() {
    return idleSince;
  }

  /** Takes ownership of {@code message}: handed over or released on every path. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    reading = true;
    if (!(message instanceof ByteBuf in)) {
      ReferenceCountUtil.release(message);
      return;
    }
    try {
      while (in.isReadable() && state instanceof State.Lent(UpstreamUser user)) {
        read(user, in);
      }
    } catch (Violation violation) {
      owner.onMalformed(String.valueOf(violation.getMessage()));
      onGone(Failure.BACKEND_MALFORMED);
    } finally {
      if (in.isReadable() && state instanceof State.Idle) {
        log.atWarn().addKeyValue("endpoint", owner.name()).log("spoke unasked, closed");
        close();
      }
      in.release();
    }
  }

  private void read(UpstreamUser user, ByteBuf in) throws Violation {
    switch (part) {
      case NONE -> throw Violation.syntax("an answer that nobody asked for");
      case HEAD -> readHead(user, in);
      case BODY -> readBody(user, in);
      case TUNNEL -> user.onAnswerBody(in, in.readableBytes());
    }
  }

  private void readHead(UpstreamUser user, ByteBuf in) throws Violation {
    Head answer = head;
    if (answer == null) {
      answer = loop.takeHead();
      head = answer;
    }
    if (!HEADS.parse(answer, in)) {
      return;
    }
    head = null; // ours for the calls below, whatever they do
    try {
      if (answer.status() == SWITCHING_PROTOCOLS && upgradeAsked) {
        part = Part.TUNNEL;
        user.onUpgraded(answer);
      } else if (answer.status() < 200) {
        onInterim(user, answer);
      } else {
        onAnswer(user, answer);
      }
    } finally {
      loop.giveBack(answer);
    }
  }

  private void onInterim(UpstreamUser user, Head answer) throws Violation {
    if (answer.status() == SWITCHING_PROTOCOLS) {
      throw Violation.syntax("an upgrade that nobody asked for");
    }
    if (++interim > MOST_INTERIM) {
      throw Violation.syntax("more than " + MOST_INTERIM + " informational answers");
    }
    user.onInterim(answer);
  }

  private void onAnswer(UpstreamUser user, Head answer) throws Violation {
    long said = Framing.ofAnswer(answer);
    boolean bodiless = toHead || answer.status() == NO_CONTENT || answer.status() == NOT_MODIFIED;
    body.begin(bodiless ? 0 : said);
    reusable = answer.isKeepAlive() && !body.endsWithConnection();
    part = Part.BODY;
    user.onAnswer(answer, said);
    endIfEnded(user);
  }

  private void readBody(UpstreamUser user, ByteBuf in) throws Violation {
    int length = body.next(in);
    if (length > 0) {
      user.onAnswerBody(in, length);
    }
    endIfEnded(user);
  }

  private void endIfEnded(UpstreamUser user) {
    if (body.isEnded() && state instanceof State.Lent && part == Part.BODY) {
      part = Part.NONE;
      user.onAnswerEnd(body.trailers());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    boolean ended = reading && state instanceof State.Idle;
    reading = false;
    if (ended) {
      keep();
    } else if (state instanceof State.Lent(UpstreamUser user)) {
      user.onAnswerPause();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (state instanceof State.Lent(UpstreamUser user) && channel.isWritable()) {
      user.onUpstreamWritable();
    }
  }

  /** That ends a body which is framed so, and no other. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (state instanceof State.Lent(UpstreamUser user)
        && part == Part.BODY
        && body.endsWithConnection()) {
      reusable = false;
      user.onAnswerEnd(null);
    }
    onGone(Failure.BACKEND_CLOSED);
    output.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.atDebug().addKeyValue("endpoint", owner.name()).setCause(cause).log("connection failed");
    onGone(Failure.BACKEND_CLOSED);
  }

  private void onGone(Failure failure) {
    State before = state;
    close();
    switch (before) {
      case State.Lent(UpstreamUser user) -> {
        if (reused) {
          owner.onStale(loop);
        }
        user.onUpstreamGone(failure);
      }
      case State.Idle _ -> owner.forget(loop, this);
      case State.Closed _ -> {}
    }
  }
}
