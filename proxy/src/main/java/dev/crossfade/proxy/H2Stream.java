package dev.crossfade.proxy;

import dev.crossfade.config.model.Limits;
import dev.crossfade.proxy.http1.Framing;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.proxy.http1.Violation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a client's connection of HTTP/2, which is one request and its answer. On the
 * connection's event loop.
 *
 * <pre>
 *   Waiting ── head ──► Exchanging ── answered, reset, deadline ──► Over
 *      └── malformed: RST_STREAM(PROTOCOL_ERROR) ───────────────────► Over
 * </pre>
 */
final class H2Stream implements Client, H2Codec.Side, ChannelFutureListener {
  private sealed interface State {
    record Waiting() implements State {}

    record Exchanging(Exchange exchange) implements State {}

    record Over() implements State {}
  }

  private static final State WAITING = new State.Waiting();
  private static final State OVER = new State.Over();
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  private final H2Connection connection;
  private final Http2Stream stream;
  private final Loop loop;
  private final Timer timer;
  private final Patience patience;
  private final ClientRequest request;
  private final Head head;
  private final H2Input input;
  private final H2Output output;
  private State state = WAITING;
  private @Nullable Head trailers;
  private boolean ended;
  private boolean endTold;

  H2Stream(H2Connection connection, Http2Stream stream) {
    this.connection = connection;
    this.stream = stream;
    this.loop = connection.loop();
    this.timer = loop.timer(this::onLate);
    this.patience = new Patience(timer, plane().limits());
    this.request = loop.takeRequest();
    this.head = request.head();
    this.input = new H2Input(connection, stream);
    this.output = new H2Output(connection, stream.id());
  }

  @Override
  public void onHeaders(Http2Headers headers, boolean ends) {
    switch (state) {
      case State.Waiting _ -> onHead(headers, ends);
      case State.Exchanging(Exchange exchange) -> {
        if (ends && H2Head.isTrailers(headers)) {
          ended = true;
          trailers = H2Head.trailers(headers, new Head());
          deliver(exchange);
        } else {
          onGone();
          connection.onMalformed(stream);
        }
      }
      case State.Over _ -> {}
    }
  }

  private void onHead(Http2Headers headers, boolean ends) {
    if (!H2Head.parseRequest(headers, ends, head)) {
      toOver();
      connection.reject(Failure.MALFORMED);
      connection.onMalformed(stream);
      return;
    }
    ended = ends;
    boolean webSocket = WebSocket.isAskedFor(head);
    endTold = ends && !webSocket;
    Plan plan = connection.plane().plan();
    long length = webSocket || ends ? 0 : length();
    Exchange exchange = new Exchange(this, plan, request, length, connection.hops(plan));
    state = new State.Exchanging(exchange);
    exchange.start(refusal(plan.config().limits()));
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

  @Override
  public int onData(ByteBuf data, int padding, boolean ends) {
    if (!(state instanceof State.Exchanging(Exchange exchange))) {
      return data.readableBytes() + padding;
    }
    ended = ends;
    input.add(data, padding);
    deliver(exchange);
    return 0;
  }

  private void deliver(Exchange exchange) {
    ByteBuf part = input.poll();
    while (part != null) {
      exchange.onRequestBody(part, part.readableBytes());
      part.release();
      if (!ended || !input.isEmpty()) {
        exchange.onRequestPause();
      }
      part = input.poll();
    }
    if (ended && !endTold && input.isTaken()) {
      endTold = true;
      exchange.onRequestEnd(trailers);
    }
    input.payIfRead();
  }

  @Override
  public void setReading(boolean wanted) {
    input.setWanted(wanted);
    boolean something = !input.isEmpty() || (ended && !endTold);
    if (wanted && something && state instanceof State.Exchanging(Exchange exchange)) {
      deliver(exchange);
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
    return H2Connection.PROTOCOL;
  }

  @Override
  public void sendInterim(Head answer, FieldWriter fields) {
    output.interim(headers(answer.status(), fields).headers());
  }

  /** RFC 8441 §5: what is a switch of protocols elsewhere is success here. */
  @Override
  public void sendUpgrade(Head answer, FieldWriter fields) {
    Http2Headers agreed = headers(OK, fields).headers();
    agreed.remove(Name.SEC_WEBSOCKET_ACCEPT.text());
    output.head(agreed);
    output.flush();
  }

  @Override
  public boolean isUpgradedBySuccess() {
    return true;
  }

  @Override
  public void sendHead(Head answer, FieldWriter fields, long length, boolean bodiless) {
    H2Fields written = headers(answer.status(), fields);
    if (length >= 0 && answer.status() != NO_CONTENT) { // RFC 9110 §8.6
      written.field(Name.CONTENT_LENGTH, Long.toString(length));
    }
    output.head(written.headers());
  }

  private static H2Fields headers(int status, FieldWriter fields) {
    H2Fields written = H2Fields.ofAnswer(status);
    fields.write(written);
    return written;
  }

  @Override
  public void sendBody(ByteBuf in, int length) {
    output.body(in.readRetainedSlice(length));
  }

  @Override
  public void sendEnd(@Nullable Head trailing) {
    timer.set(plane().limits().timeouts().idle()); // for the client to take it
    output.end(trailing == null ? null : H2Fields.ofTrailers(trailing), this);
  }

  /** The answer is written. */
  @Override
  public void operationComplete(ChannelFuture written) {
    if (state instanceof State.Exchanging(Exchange exchange)) {
      exchange.onWritten(written.isSuccess());
      toOver();
      switch (stream.state()) {
        // RFC 9113 §8.1: who is answered before all was sent is told that the rest is not wanted.
        case OPEN, HALF_CLOSED_LOCAL -> connection.reset(stream.id(), Http2Error.NO_ERROR);
        case IDLE, RESERVED_LOCAL, RESERVED_REMOTE, HALF_CLOSED_REMOTE, CLOSED -> {}
      }
    }
  }

  @Override
  public void flush() {
    output.flush();
  }

  @Override
  public boolean isWritable() {
    return connection.isWritable(stream);
  }

  @Override
  public void onWritable() {
    if (state instanceof State.Exchanging(Exchange exchange)) {
      exchange.onClientWritable();
    }
  }

  @Override
  public void cut() {
    toOver();
    connection.reset(stream.id(), Http2Error.INTERNAL_ERROR);
  }

  @Override
  public Patience patience() {
    return patience;
  }

  private void onLate() {
    if (state instanceof State.Exchanging(Exchange exchange)) {
      exchange.onLate();
    }
  }

  @Override
  public void onGone() {
    if (state instanceof State.Exchanging(Exchange exchange)) {
      exchange.onClientGone();
    }
    toOver();
  }

  private void toOver() {
    if (!(state instanceof State.Over)) {
      state = OVER;
      timer.clear();
      loop.giveBack(request);
      output.release();
      input.release();
    }
  }
}
