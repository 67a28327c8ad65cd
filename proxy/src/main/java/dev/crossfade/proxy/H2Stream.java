package dev.crossfade.proxy;

import dev.crossfade.config.model.Limits;
import dev.crossfade.proxy.http1.Framing;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.proxy.http1.Violation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One stream of an HTTP/2 connection, which is one request and its answer. On the connection's
 * event loop.
 *
 * <pre>
 *   Exchanging ── answered, reset, deadline ──► Over
 * </pre>
 *
 * The client's window opens again as its body is passed on, so what may wait here is what the
 * window holds. An answer's head waits for what follows it, since a head alone ends its stream
 * itself; so does the latest part of its body.
 */
final class H2Stream implements Client, ChannelFutureListener {
  private static final int NO_CONTENT = 204;

  private final H2Connection connection;
  private final Http2Stream stream;
  private final Loop loop;
  private final Timer deadline;
  private final Head head;
  private final Queue<ByteBuf> unread = new ArrayDeque<>(0);
  private @Nullable Exchange exchange;
  private @Nullable Http2Headers waitingHead;
  private @Nullable ByteBuf waitingPart;
  private @Nullable Head trailers;
  private int owed;
  private boolean reading;
  private boolean requestEnded;
  private boolean endTold;
  private boolean tunnel;

  H2Stream(H2Connection connection, Http2Stream stream) {
    this.connection = connection;
    this.stream = stream;
    this.loop = connection.loop();
    this.deadline = loop.timer(this::onLate);
    this.head = loop.takeHead();
  }

  /** The request; false: it is malformed. */
  boolean onHead(Http2Headers fields, boolean ends) {
    if (!H2Head.parseRequest(fields, ends, head)) {
      loop.giveBack(head);
      return false;
    }
    requestEnded = ends;
    endTold = ends;
    boolean webSocket = HeadRules.asksForWebSocket(head);
    Plan plan = connection.plane().plan();
    Exchange begun =
        new Exchange(this, plan, head, webSocket || ends ? 0 : length(), connection.hops(plan));
    exchange = begun;
    begun.start(refusal(plan.config().limits()));
    return true;
  }

  private @Nullable Failure refusal(Limits limits) {
    if (head.targetEnd() - head.targetFrom() > limits.requestLine().asInt()) {
      return Failure.LINE_TOO_LONG;
    }
    return head.count() > limits.headers().count() ? Failure.HEAD_TOO_LARGE : HeadRules.check(head);
  }

  private long length() {
    try {
      return head.has(Name.CONTENT_LENGTH) ? Framing.ofRequest(head) : Framing.CHUNKED;
    } catch (Violation violation) {
      throw new IllegalStateException("a length that was checked", violation);
    }
  }

  /**
   * Copies nothing; {@code data} stays the caller's.
   *
   * @return how many bytes the client may send instead of these
   */
  int onData(ByteBuf data, int padding, boolean ends) {
    Exchange current = exchange;
    int flow = data.readableBytes() + padding;
    if (current == null) {
      return flow;
    }
    requestEnded = ends;
    if (data.isReadable()) {
      unread.add(data.retain());
    }
    owed += flow;
    deliver(current);
    return 0;
  }

  /** Trailers, which end the request; false: they are malformed. */
  boolean onTrailers(Http2Headers fields) {
    if (!H2Head.isTrailers(fields)) {
      return false;
    }
    Exchange current = exchange;
    if (current != null) {
      requestEnded = true;
      trailers = H2Head.trailers(fields, new Head());
      deliver(current);
    }
    return true;
  }

  private void deliver(Exchange current) {
    while (reading && !unread.isEmpty()) {
      current.onRequestBody(unread.remove());
      if (!unread.isEmpty() || !requestEnded) {
        current.onRequestPause();
      }
    }
    if (reading && unread.isEmpty() && requestEnded && !endTold) {
      endTold = true;
      if (tunnel) {
        onGone();
        connection.endWithData(stream, Unpooled.EMPTY_BUFFER, _ -> {});
      } else {
        current.onRequestEnd(trailers);
      }
    }
    if (reading && unread.isEmpty() && owed > 0) {
      int passed = owed;
      owed = 0;
      connection.consume(stream, passed);
    }
  }

  @Override
  public void setReading(boolean wanted) {
    boolean before = reading;
    reading = wanted;
    Exchange current = exchange;
    if (wanted && !before && current != null) {
      deliver(current);
    }
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public DataPlane plane() {
    return connection.plane();
  }

  @Override
  public String protocol() {
    return "HTTP/2.0";
  }

  @Override
  public void sendInterim(Head answer, FieldWriter fields) {
    connection.writeHeaders(stream, headers(answer.status(), fields), false);
  }

  /** RFC 8441 §5: what is a switch of protocols elsewhere is success here. */
  @Override
  public void sendUpgrade(Head answer, FieldWriter fields) {
    tunnel = true;
    Http2Headers agreed = headers(200, fields);
    agreed.remove(Name.SEC_WEBSOCKET_ACCEPT.text());
    connection.writeHeaders(stream, agreed, false);
    connection.flushSoon();
  }

  @Override
  public void sendHead(Head answer, FieldWriter fields, long length, boolean bodiless) {
    boolean sized = length >= 0 && answer.status() != NO_CONTENT; // RFC 9110 §8.6
    H2Fields written = new H2Fields();
    written.headers().status(Integer.toString(answer.status()));
    fields.write(written);
    if (sized) {
      written.field(Name.CONTENT_LENGTH, Long.toString(length));
    }
    waitingHead = written.headers();
  }

  private static Http2Headers headers(int status, FieldWriter fields) {
    H2Fields written = new H2Fields();
    written.headers().status(Integer.toString(status));
    fields.write(written);
    return written.headers();
  }

  @Override
  public void sendBody(ByteBuf part) {
    writeWaiting();
    waitingPart = part;
  }

  private void writeWaiting() {
    Http2Headers first = waitingHead;
    if (first != null) {
      waitingHead = null;
      connection.writeHeaders(stream, first, false);
    }
    ByteBuf second = waitingPart;
    if (second != null) {
      waitingPart = null;
      connection.writeData(stream, second);
    }
  }

  @Override
  public void sendEnd(@Nullable Head trailing) {
    deadline.set(plane().limits().timeouts().idle()); // for the client to take it
    Http2Headers alone = waitingHead;
    ByteBuf last = waitingPart;
    if (trailing != null) {
      writeWaiting();
      H2Fields written = new H2Fields();
      Forwarding.trailers(trailing, written);
      connection.endWithHeaders(stream, written.headers(), this);
    } else if (alone != null && last == null) {
      waitingHead = null;
      connection.endWithHeaders(stream, alone, this);
    } else {
      waitingPart = null;
      writeWaiting();
      connection.endWithData(stream, last == null ? Unpooled.EMPTY_BUFFER : last, this);
    }
    connection.flushSoon();
  }

  /** The answer is written. */
  @Override
  public void operationComplete(ChannelFuture written) {
    Exchange current = exchange;
    if (current != null) {
      current.onWritten(written.isSuccess());
      onAnswered();
    }
  }

  /** RFC 9113 §8.1: who is answered before all was sent is told that the rest is not wanted. */
  private void onAnswered() {
    toOver();
    switch (stream.state()) {
      case OPEN, HALF_CLOSED_LOCAL -> connection.reset(stream, Http2Error.NO_ERROR);
      case IDLE, RESERVED_LOCAL, RESERVED_REMOTE, HALF_CLOSED_REMOTE, CLOSED -> {}
    }
  }

  @Override
  public void flush() {
    writeWaiting();
    connection.flushSoon();
  }

  @Override
  public boolean isWritable() {
    return connection.isWritable(stream);
  }

  void onWritable() {
    if (exchange != null) {
      exchange.onClientWritable();
    }
  }

  @Override
  public void cut() {
    toOver();
    connection.reset(stream, Http2Error.INTERNAL_ERROR);
  }

  private void onLate() {
    Exchange current = exchange;
    if (current != null) {
      current.onClientStalled();
    }
    toOver();
    connection.reset(stream, Http2Error.CANCEL);
  }

  /** The stream ended otherwise than by its answer. */
  void onGone() {
    Exchange current = exchange;
    if (current != null) {
      current.onClientGone();
      toOver();
    }
  }

  private void toOver() {
    deadline.clear();
    if (exchange != null) {
      exchange = null;
      loop.giveBack(head);
    }
    waitingHead = null;
    ByteBuf part = waitingPart;
    if (part != null) {
      waitingPart = null;
      part.release();
    }
    unread.forEach(ByteBuf::release);
    unread.clear();
    if (owed > 0) {
      connection.consume(stream, owed);
      owed = 0;
    }
  }
}
