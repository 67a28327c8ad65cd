package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.proxy.http1.Violation;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a connection of HTTP/2 to an endpoint, which is one request and its answer. On the
 * connection's event loop.
 *
 * <pre>
 *   Waiting ── lend ──► Lent(user) ── giveBack, failure ──► Over
 * </pre>
 *
 * The stream may be closed before the line is over: what is left of the answer waits here until the
 * client takes it.
 */
final class UpstreamH2Line implements UpstreamLine, H2Codec.Side {
  private sealed interface State {
    record Waiting() implements State {}

    record Lent(UpstreamUser user) implements State {}

    record Over() implements State {}
  }

  private static final State WAITING = new State.Waiting();
  private static final State OVER = new State.Over();
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int MOST_INTERIM = 100;

  private final UpstreamH2Connection connection;
  private final Http2Stream stream;
  private final H2Input input;
  private final H2Output output;
  private final long since = System.nanoTime();
  private State state = WAITING;
  private int interim;
  private boolean toHead;
  private boolean answered;

  /** Of the body as its head says; below 0: it does not say. */
  private long left;

  private @Nullable Head trailers;
  private boolean ended;
  private boolean endTold;
  private boolean stale;

  /** Whether the connection will call at the end of this turn. */
  boolean called;

  UpstreamH2Line(UpstreamH2Connection connection, Http2Stream stream) {
    this.connection = connection;
    this.stream = stream;
    this.input = new H2Input(connection, stream);
    this.output = new H2Output(connection, stream.id());
  }

  int number() {
    return stream.id();
  }

  /** Whether all of the answer is here. */
  boolean isEnded() {
    return ended;
  }

  @Override
  public void lend(UpstreamUser user) {
    state = new State.Lent(user);
    input.setWanted(true);
  }

  @Override
  public void sendHead(Head request, FieldWriter fields, long length, boolean upgrade) {
    if (upgrade) {
      throw new IllegalArgumentException("an upgrade (expected: by HTTP/1.1)");
    }
    toHead = request.isMethod("HEAD");
    H2Fields out = H2Fields.ofRequest(request, connection.isHttps());
    fields.write(out);
    if (request.hasToken(Name.TE, "trailers")) { // RFC 9110 §10.1.4: we pass them on
      out.field(Name.TE, "trailers");
    }
    if (length > 0
        || (length == 0 && (request.has(Name.CONTENT_LENGTH) || request.isMethod("POST")))) {
      out.field(Name.CONTENT_LENGTH, Long.toString(length));
    }
    output.head(out.headers());
  }

  @Override
  public void sendBody(ByteBuf in, int length) {
    output.body(in.readRetainedSlice(length));
  }

  /** What becomes of it is seen by the stream's end. */
  @Override
  public void sendEnd(@Nullable Head trailing) {
    output.end(trailing == null ? null : H2Fields.ofTrailers(trailing), _ -> {});
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
  public void setReading(boolean wanted) {
    input.setWanted(wanted);
    if (wanted && (!input.isEmpty() || (ended && !endTold))) {
      connection.callSoon(this);
    }
  }

  @Override
  public boolean isReused() {
    return stale;
  }

  @Override
  public void giveBack(boolean clean) {
    if (state instanceof State.Over) {
      return;
    }
    toOver();
    switch (stream.state()) {
      case CLOSED -> {}
      case HALF_CLOSED_LOCAL -> {
        if (!ended) {
          leaveUndone();
        }
      }
      case IDLE, OPEN, RESERVED_LOCAL, RESERVED_REMOTE, HALF_CLOSED_REMOTE -> leaveUndone();
    }
  }

  /** Whether the endpoint is there at all is asked when it has said nothing in all that time. */
  private void leaveUndone() {
    connection.reset(stream.id(), Http2Error.CANCEL);
    if (!answered) {
      connection.onDoubt(since);
    }
  }

  /** RFC 8441 is not asked of backends: tunnels have connections of HTTP/1.1. */
  @Override
  public void endTunnel() {
    throw new IllegalStateException("a tunnel through a stream");
  }

  @Override
  public void onHeaders(Http2Headers headers, boolean ends) {
    if (!(state instanceof State.Lent(UpstreamUser user))) {
      return;
    }
    try {
      if (!answered) {
        onHead(user, headers, ends);
      } else if (ends && H2Head.isTrailers(headers)) {
        end(H2Head.trailers(headers, new Head()));
      } else {
        throw Violation.syntax("trailers that are none");
      }
    } catch (Violation violation) {
      connection.onMalformed(this, violation);
    }
  }

  private void onHead(UpstreamUser user, Http2Headers headers, boolean ends) throws Violation {
    Head answer = connection.loop().takeHead();
    try {
      UpstreamH2Head.parse(headers, answer);
      if (answer.status() < 200) {
        onInterim(user, answer, ends);
      } else {
        onAnswer(user, answer, ends);
      }
    } finally {
      connection.loop().giveBack(answer);
    }
  }

  /** RFC 9113 §8.6: there is no switching of protocols. */
  private void onInterim(UpstreamUser user, Head answer, boolean ends) throws Violation {
    if (ends || answer.status() == SWITCHING_PROTOCOLS) {
      throw Violation.syntax(answer.status() + " that ends or switches (expected: an answer)");
    }
    if (++interim > MOST_INTERIM) {
      throw Violation.syntax("more than " + MOST_INTERIM + " informational answers");
    }
    user.onInterim(answer);
    connection.callSoon(this);
  }

  private void onAnswer(UpstreamUser user, Head answer, boolean ends) throws Violation {
    boolean bodiless = toHead || answer.status() == NO_CONTENT || answer.status() == NOT_MODIFIED;
    long said = UpstreamH2Head.length(answer, ends, bodiless);
    left = bodiless ? 0 : said;
    answered = true;
    user.onAnswer(answer, said);
    if (ends) {
      end(null);
    } else {
      connection.callSoon(this);
    }
  }

  @Override
  public int onData(ByteBuf data, int padding, boolean ends) {
    if (!(state instanceof State.Lent)) {
      return data.readableBytes() + padding;
    }
    try {
      count(data.readableBytes(), ends);
    } catch (Violation violation) {
      connection.onMalformed(this, violation);
      return data.readableBytes() + padding;
    }
    input.add(data, padding);
    if (ends) {
      end(null);
    } else {
      deliver();
      connection.callSoon(this);
    }
    return 0;
  }

  /** RFC 9113 §8.1.1: the body is as long as the head says. */
  private void count(int bytes, boolean ends) throws Violation {
    if (!answered) {
      throw Violation.syntax("a body without a head");
    }
    if (left >= 0) {
      left -= bytes;
      if (left < 0 || (ends && left > 0)) {
        throw Violation.syntax("a body that is not as long as its head says");
      }
    }
  }

  private void end(@Nullable Head trailing) {
    if (left > 0) {
      connection.onMalformed(this, Violation.syntax("a body that lacks " + left + " bytes"));
      return;
    }
    trailers = trailing;
    ended = true;
    deliver();
    connection.callSoon(this);
  }

  private void deliver() {
    while (state instanceof State.Lent(UpstreamUser user)) {
      ByteBuf part = input.poll();
      if (part == null) {
        break;
      }
      user.onAnswerBody(part, part.readableBytes());
      part.release();
    }
    if (state instanceof State.Lent(UpstreamUser user) && ended && !endTold && input.isTaken()) {
      endTold = true;
      user.onAnswerEnd(trailers);
    }
    input.payIfRead();
  }

  /** The connection's turn ends: what was held back goes on, and what was handed over is told. */
  void onCall() {
    called = false;
    deliver();
    if (state instanceof State.Lent(UpstreamUser user)) {
      user.onAnswerPause();
    }
  }

  @Override
  public void onWritable() {
    if (state instanceof State.Lent(UpstreamUser user)) {
      user.onUpstreamWritable();
    }
  }

  @Override
  public void onReset(long errorCode) {
    if (!ended) {
      boolean refused = errorCode == Http2Error.REFUSED_STREAM.code();
      fail(refused ? Failure.BACKEND_REFUSED : Failure.BACKEND_CLOSED);
    }
  }

  /** When the answer is here whole, it still goes to the client. */
  @Override
  public void onGone() {
    if (!ended) {
      fail(Failure.BACKEND_CLOSED);
    }
  }

  /**
   * The connection is gone.
   *
   * @param used whether it had served a request before
   */
  void onConnectionGone(Failure failure, boolean used) {
    if (!ended) {
      stale = used;
      fail(failure);
    }
  }

  void fail(Failure failure) {
    State before = state;
    toOver();
    if (before instanceof State.Lent(UpstreamUser user)) {
      user.onUpstreamGone(failure);
    }
  }

  private void toOver() {
    state = OVER;
    input.release();
    output.release();
  }
}
