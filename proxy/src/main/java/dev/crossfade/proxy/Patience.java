package dev.crossfade.proxy;

import dev.crossfade.config.model.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long an exchange waits, and for whom: for one thing at a time, within the time of the whole.
 * Its client lends it to one exchange after the other. On their event loop.
 */
final class Patience {
  private final Timer timer;
  private Limits limits;

  /** What it means that the timer expires; the end of the whole is one of the reasons. */
  private Failure lateness = Failure.TOTAL_TIMEOUT;

  /** When all must be over, by {@link System#nanoTime}, unless it is endless. */
  private long end;

  private boolean endless = true;

  /** Of the request's body, and of the answer; null: nobody waited for it yet. */
  private @Nullable Pace body;

  private @Nullable Pace answer;

  /** How much of the answer had been taken when we last began to wait for that. */
  private long taken;

  Patience(Timer timer, Limits limits) {
    this.timer = timer;
    this.limits = limits;
  }

  /** For the next exchange. */
  Patience begin(Limits now) {
    limits = now;
    lateness = Failure.TOTAL_TIMEOUT;
    endless = true;
    body = null;
    answer = null;
    return this;
  }

  /** The whole must be over so long after it began. */
  void endsAfter(long start, Duration total) {
    end = start + total.toNanos();
    endless = false;
  }

  /** It goes on for as long as somebody speaks, or else the end that was said stands. */
  void setEndless(boolean now) {
    endless = now;
  }

  /** What it means that the time is over. */
  Failure lateness() {
    return lateness;
  }

  void clear() {
    timer.clear();
  }

  /** For nothing but the end of the whole. */
  void await() {
    lateness = Failure.TOTAL_TIMEOUT;
    timer.setNanos(left());
  }

  void await(Duration patience, Failure failure) {
    await(patience.toNanos(), failure);
  }

  /** For the client to say more of its body, and enough in the long run. */
  void awaitBody(long bytesIn) {
    long left = bodyPace().on(System.nanoTime(), bytesIn, true);
    await(limits.timeouts().body(), Failure.BODY_TIMEOUT, left, Failure.BODY_TOO_SLOW);
  }

  /** The body rests, by our wish. */
  void restBody(long bytesIn) {
    bodyPace().on(System.nanoTime(), bytesIn, false);
  }

  /** For the client to take something, and enough in the long run. */
  void awaitReader(long takenNow, Duration idle) {
    taken = takenNow;
    long left = answerPace().on(System.nanoTime(), takenNow, true);
    await(idle, Failure.CLIENT_STALLED, left, Failure.CLIENT_STALLED);
  }

  /** The client has taken what there was. */
  void restReader(long takenNow) {
    answerPace().on(System.nanoTime(), takenNow, false);
  }

  /** Whether a client that we waited for takes its answer nevertheless, if slowly. */
  boolean isStillReading(long takenNow) {
    return lateness == Failure.CLIENT_STALLED
        && takenNow > taken
        && answerPace().on(System.nanoTime(), takenNow, true) > 0;
  }

  private Pace bodyPace() {
    Pace known = body;
    if (known == null) {
      known = Pace.of(limits.rates().body(), limits.rates().bodyGrace());
      body = known;
    }
    return known;
  }

  private Pace answerPace() {
    Pace known = answer;
    if (known == null) {
      known = Pace.of(limits.rates().answer(), limits.rates().answerGrace());
      answer = known;
    }
    return known;
  }

  /** For the first of two deadlines. */
  private void await(Duration patience, Failure failure, long other, Failure ofOther) {
    long nanos = patience.toNanos();
    await(Math.min(nanos, other), nanos <= other ? failure : ofOther);
  }

  private void await(long nanos, Failure failure) {
    long left = left();
    lateness = left < nanos ? Failure.TOTAL_TIMEOUT : failure;
    timer.setNanos(Math.min(left, nanos));
  }

  private long left() {
    return endless ? Long.MAX_VALUE / 2 : end - System.nanoTime();
  }
}
