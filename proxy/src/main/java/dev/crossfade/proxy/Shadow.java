package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request whose answer no visitor gets. It says nothing about its endpoint's standing and is
 * never repeated: visitors decide about both. On one event loop; that of the exchange that it
 * follows, if it follows one.
 *
 * <pre>
 *   Connecting ──► Sent(line) ──► Answering(line) ── all of it ──► Over, with the answer
 *        └── failure ──┴── late ─────────┴── too large ──────────► Over
 * </pre>
 */
final class Shadow implements UpstreamUser, UpstreamSlots.Borrower {
  /** For all of the body, from the answer's first byte on. */
  private static final long BODY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private sealed interface State {
    record Connecting() implements State {}

    record Sent(UpstreamLine line) implements State {}

    record Answering(UpstreamLine line) implements State {}

    record Over() implements State {}
  }

  private static final State CONNECTING = new State.Connecting();
  private static final State OVER = new State.Over();

  private final ShadowOrder order;
  private final UpstreamEndpoint endpoint;
  private final ShadowRest rest;
  private final AnswerCopy copy;
  private final Timer timer;
  private State state = CONNECTING;
  private long begun;
  private long firstByte;

  Shadow(ShadowOrder order, UpstreamEndpoint endpoint, ShadowRest rest, Loop loop) {
    this.order = order;
    this.endpoint = endpoint;
    this.rest = rest;
    this.copy = new AnswerCopy(order.room(), order.mostBody());
    this.timer = loop.timer(this::onLate);
  }

  void send(Loop loop) {
    begun = System.nanoTime();
    timer.set(order.patience());
    endpoint.onStart();
    endpoint.borrow(loop, this, false);
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
    Head head = order.head();
    line.sendHead(head, out -> FieldWriter.copyAll(head, out), 0, false);
    line.sendEnd(null);
    line.flush();
  }

  @Override
  public void onNoConnection(Failure failure) {
    if (isWaiting()) {
      miss(failure == Failure.BACKEND_BUSY ? ShadowMiss.BUSY : ShadowMiss.FAILED);
    }
  }

  @Override
  public void onAnswer(Head answer, long said) {
    if (state instanceof State.Sent(UpstreamLine line)) {
      state = new State.Answering(line);
      firstByte = System.nanoTime() - begun;
      timer.setNanos(BODY_NANOS);
      missIf(copy.begin(answer, order.head().isMethod("HEAD") ? 0 : said));
    }
  }

  @Override
  public void onAnswerBody(ByteBuf in, int length) {
    if (state instanceof State.Answering) {
      missIf(copy.add(in, length));
    }
    in.skipBytes(length);
  }

  @Override
  public void onAnswerEnd(@Nullable Head trailers) {
    if (state instanceof State.Answering(UpstreamLine line)) {
      over();
      line.giveBack(true);
      rest.onAnswer();
      order.onAnswer(copy, firstByte);
    }
  }

  @Override
  public void onAnswerPause() {
    UpstreamLine line = line();
    if (line != null) {
      line.setReading(true);
    }
  }

  @Override
  public void onUpstreamGone(Failure failure) {
    if (line() != null) {
      miss(ShadowMiss.FAILED);
    }
  }

  @Override
  public void onInterim(Head answer) {}

  @Override
  public void onUpgraded(Head answer) {}

  @Override
  public void onUpstreamWritable() {}

  private void onLate() {
    if (!(state instanceof State.Over)) {
      miss(ShadowMiss.LATE);
    }
  }

  private @Nullable UpstreamLine line() {
    return switch (state) {
      case State.Sent(UpstreamLine line) -> line;
      case State.Answering(UpstreamLine line) -> line;
      case State.Connecting _, State.Over _ -> null;
    };
  }

  private void missIf(@Nullable ShadowMiss why) {
    if (why != null) {
      miss(why);
    }
  }

  /** What is left of an answer is not worth reading; its connection goes with it. */
  private void miss(ShadowMiss why) {
    UpstreamLine line = line();
    over();
    if (line != null) {
      line.giveBack(false);
    }
    copy.release();
    switch (why) {
      case FAILED, LATE -> rest.onFailure(System.nanoTime());
      case DOWN, BUSY, TOO_LARGE, PARTIAL, NO_PAGE, DROPPED -> {}
    }
    order.onMiss(why);
  }

  private void over() {
    state = OVER;
    timer.clear();
    endpoint.onEnd();
    order.room().end();
  }
}
