package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.routing.Decision;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other storefront when the first has no good answer. Told to the exchange is an answer
 * that is better, or that there is none; never a failure, so the visitor is at no time worse off.
 * On the exchange's event loop.
 *
 * <pre>
 *   Connecting ──► Sent(line) ── a better answer ──► Adopted: all else goes to the exchange
 *        │             │
 *        │             ├── another ──► Draining(line) ──► Over
 *        └── failure ──┴── failure, too late ──► Over
 * </pre>
 */
final class SecondOpinion implements UpstreamUser, UpstreamSlots.Borrower {
  /** What is read of an answer that is not wanted, to keep its connection. */
  private static final int MOST_DRAINED = 256 << 10;

  private static final long DRAIN_NANOS = 2_000_000_000L;

  private sealed interface State {
    record Connecting() implements State {}

    record Sent(UpstreamLine line) implements State {}

    record Draining(UpstreamLine line) implements State {}

    record Adopted() implements State {}

    record Over() implements State {}
  }

  private static final State CONNECTING = new State.Connecting();
  private static final State ADOPTED = new State.Adopted();
  private static final State OVER = new State.Over();

  private final Exchange exchange;
  private final Decision.Serve serve;
  private final Upstream upstream;
  private final Attempts attempts;
  private final Loop loop;
  private final Head request;
  private final Timer timer;
  private State state = CONNECTING;

  SecondOpinion(
      Exchange exchange, Decision.Serve serve, Upstream upstream, Loop loop, Head request) {
    this.exchange = exchange;
    this.serve = serve;
    this.upstream = upstream;
    this.loop = loop;
    this.request = request;
    this.attempts = Attempts.at(upstream, request.method(), true, System.nanoTime());
    this.timer = loop.timer(this::onLate);
  }

  Decision.Serve serve() {
    return serve;
  }

  Upstream upstream() {
    return upstream;
  }

  Attempts attempts() {
    return attempts;
  }

  void ask() {
    timer.set(upstream.backend().timeouts().firstByte());
    attempts.begin().borrow(loop, this, false);
  }

  @Override
  public boolean isWaiting() {
    return state instanceof State.Connecting;
  }

  @Override
  public void onConnection(UpstreamLine line) {
    line.lend(this);
    if (!isWaiting()) {
      line.giveBack(true);
      return;
    }
    state = new State.Sent(line);
    attempts.onSent();
    line.sendHead(request, out -> exchange.writeRequest(serve, upstream, out), 0, false);
    line.sendEnd(null);
    line.flush();
  }

  @Override
  public void onNoConnection(Failure failure) {
    if (isWaiting()) {
      giveUp(failure);
    }
  }

  @Override
  public void onAnswer(Head answer, long length) {
    if (!(state instanceof State.Sent(UpstreamLine line))) {
      return;
    }
    if (answer.status() < 400) {
      timer.clear();
      state = ADOPTED;
      line.lend(exchange);
      exchange.onBetterAnswer(this, line, answer, length);
      return;
    }
    attempts.onAnswer(answer.status());
    attempts.end();
    if (length <= MOST_DRAINED) {
      state = new State.Draining(line);
      timer.setNanos(DRAIN_NANOS);
    } else {
      end(line, false);
    }
    exchange.onNoBetterAnswer();
  }

  @Override
  public void onAnswerBody(ByteBuf in, int length) {
    if (state instanceof State.Adopted) {
      exchange.onAnswerBody(in, length);
    } else {
      in.skipBytes(length);
    }
  }

  @Override
  public void onAnswerEnd(@Nullable Head trailers) {
    switch (state) {
      case State.Adopted _ -> exchange.onAnswerEnd(trailers);
      case State.Draining(UpstreamLine line) -> end(line, true);
      case State.Connecting _, State.Sent _, State.Over _ -> {}
    }
  }

  @Override
  public void onAnswerPause() {
    switch (state) {
      case State.Adopted _ -> exchange.onAnswerPause();
      case State.Draining(UpstreamLine line) -> line.setReading(true);
      case State.Sent(UpstreamLine line) -> line.setReading(true);
      case State.Connecting _, State.Over _ -> {}
    }
  }

  @Override
  public void onUpstreamGone(Failure failure) {
    switch (state) {
      case State.Adopted _ -> exchange.onUpstreamGone(failure);
      case State.Sent _ -> giveUp(failure);
      case State.Draining _ -> {
        timer.clear();
        state = OVER;
      }
      case State.Connecting _, State.Over _ -> {}
    }
  }

  @Override
  public void onInterim(Head answer) {}

  @Override
  public void onUpgraded(Head answer) {}

  @Override
  public void onUpstreamWritable() {}

  private void onLate() {
    switch (state) {
      case State.Sent(UpstreamLine line) -> {
        end(line, false);
        giveUp(Failure.FIRST_BYTE_TIMEOUT);
      }
      case State.Connecting _ -> giveUp(Failure.FIRST_BYTE_TIMEOUT);
      case State.Draining(UpstreamLine line) -> end(line, false);
      case State.Adopted _, State.Over _ -> {}
    }
  }

  private void giveUp(Failure failure) {
    timer.clear();
    state = OVER;
    attempts.onFailure(failure);
    attempts.end();
    exchange.onNoBetterAnswer();
  }

  private void end(UpstreamLine line, boolean clean) {
    timer.clear();
    state = OVER;
    line.giveBack(clean);
  }

  /** Nobody wants to know any more. */
  void cancel() {
    switch (state) {
      case State.Sent(UpstreamLine line) -> {
        end(line, false);
        attempts.end();
      }
      case State.Connecting _ -> {
        timer.clear();
        state = OVER;
        attempts.end();
      }
      case State.Draining _, State.Adopted _, State.Over _ -> {}
    }
  }
}
