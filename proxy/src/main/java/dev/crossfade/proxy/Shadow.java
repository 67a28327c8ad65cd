package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request on its second way, whose answer nobody gets. It says nothing about its endpoint's
 * standing and is never repeated: visitors decide about both. On the event loop of the exchange
 * that it follows.
 *
 * <pre>
 *   Connecting ──► Sent(line) ──► Answering(line) ── all of it ──► Over, both are compared
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

  private final Shadows shadows;
  private final ShadowRequest asked;
  private final UpstreamEndpoint endpoint;
  private final AnswerCopy copy;
  private final Timer timer;
  private State state = CONNECTING;

  Shadow(Shadows shadows, ShadowRequest asked, UpstreamEndpoint endpoint, Loop loop) {
    this.shadows = shadows;
    this.asked = asked;
    this.endpoint = endpoint;
    this.copy = new AnswerCopy(shadows.room());
    this.timer = loop.timer(this::onLate);
  }

  /**
   * Sends it.
   *
   * @param patience until its answer begins
   */
  void send(Loop loop, Duration patience) {
    timer.set(patience);
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
    Head head = asked.head();
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
      timer.setNanos(BODY_NANOS);
      missIf(copy.begin(answer, asked.head().isMethod("HEAD") ? 0 : said));
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
      shadows.onPair(asked, copy);
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
    asked.served().release();
    shadows.onMiss(asked, why);
  }

  private void over() {
    state = OVER;
    timer.clear();
    endpoint.onEnd();
    shadows.room().end();
  }
}
