package dev.crossfade.deploy.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.value.Durations;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.schedule.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gate of a unit that is asked again and again while somebody wants its verdict: by a virtual
 * thread that ends by itself when nobody has wanted it for a while. What it has heard belongs to
 * one stage and is forgotten at the next, with the answer that is still under way.
 */
final class Watch implements AutoCloseable {
  /*
   * answers:   -        fail           fail     pass     none        none for 3 intervals
   * verdict:   hold     hold           fail     pass     hold        hold
   *            not yet  asked again             ^        why         no answer since …
   *
   * A fail needs two answers in a row, both with data or both without; a question without an answer between them neither counts
   * nor forgives. Three intervals after the first it does not count any more.
   */

  private static final Logger log = LoggerFactory.getLogger(Watch.class);

  private final String unit;
  private final Gate gate;
  private final Question question;
  private final Ticker ticker;
  private final Pace pace;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Stage stage;
  private boolean holdOver;
  private Duration interval = Duration.ZERO;
  private long wantedAt;
  private @Nullable Thread thread;
  private @Nullable Heard heard;
  private @Nullable String silence;
  private boolean closed;

  Watch(String unit, Gate gate, Question question, Ticker ticker, Pace pace) {
    this.unit = unit;
    this.gate = gate;
    this.question = question;
    this.ticker = ticker;
    this.pace = pace;
  }

  /** What tells two stages apart; where in the plan it stands may change with the plan. */
  private record Stage(int run, int basisPoints, Instant since) {
    static Stage of(StageView view) {
      return new Stage(view.run(), view.basisPoints(), view.since());
    }
  }

  /**
   * An answer that was understood.
   *
   * @param again whether the one before said fail too
   */
  private record Heard(Reading reading, boolean again, long nanos, Instant wall, Duration took) {}

  Gate gate() {
    return gate;
  }

  /**
   * What was last heard of the stage, at once; and goes on asking.
   *
   * @param hold how long the stage holds; null: nobody knows
   */
  Verdict verdict(StageView view, @Nullable Duration hold) {
    lock.lock();
    try {
      Stage now = Stage.of(view);
      if (!now.equals(stage)) {
        stage = now;
        heard = null;
        silence = null;
        changed.signalAll();
      }
      holdOver = view.holdOver();
      interval = pace.interval(hold);
      wantedAt = ticker.nanos();
      if (thread == null && !closed) {
        thread = Thread.ofVirtual().name("gate-" + unit + "-" + gate.label()).start(this::run);
      }
      return reading().toVerdict(gate);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private Reading reading() {
    if (silence != null) {
      return Reading.hold(heard == null ? silence : silence + ", last answer " + time(heard));
    }
    if (heard == null) {
      return Reading.hold("no answer yet at this stage");
    }
    if (isOld(heard)) {
      return Reading.hold("no answer since " + time(heard));
    }
    Reading reading = heard.reading();
    if (reading.isOfNothing() && !holdOver) { // what it has no data of yet, it may have then
      return reading.held("once the stage's hold is over");
    }
    return reading.says() == Says.FAIL && !heard.again()
        ? reading.held("asked again before it counts")
        : reading;
  }

  private boolean isOld(Heard answer) {
    Duration age = Duration.ofNanos(ticker.nanos() - answer.nanos());
    return age.compareTo(Pace.lasting(interval).plus(answer.took())) > 0;
  }

  private static String time(Heard answer) {
    return answer.wall().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void run() {
    try {
      Stage asked = pause(stage(), Pace.first(pace.shortest()));
      while (asked != null) {
        ask(asked);
        asked = pause(asked, Pace.jittered(interval()));
      }
    } catch (InterruptedException _) {
      log.debug("unit={} gate={} is asked no more", unit, gate.label());
    } finally {
      ended();
    }
  }

  /** Whoever wants a verdict next starts another one. */
  private void ended() {
    lock.lock();
    try {
      if (Thread.currentThread().equals(thread)) {
        thread = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void ask(Stage about) throws InterruptedException {
    long began = ticker.nanos();
    FutureTask<Reading> answer = new FutureTask<>(question::ask);
    Thread worker = Thread.ofVirtual().name(Thread.currentThread().getName()).start(answer);
    try {
      Reading reading = answer.get(pace.deadline().toNanos(), TimeUnit.NANOSECONDS);
      answered(about, reading, Duration.ofNanos(ticker.nanos() - began));
    } catch (TimeoutException _) {
      unanswered(about, "no answer within " + Durations.print(pace.deadline()), null);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case NoAnswer none -> unanswered(about, none.reason(), none);
        // Only its name: what it says may quote a URL, with all that is secret in it.
        case Throwable other ->
            unanswered(about, "could not be asked: " + other.getClass().getSimpleName(), other);
        case null -> unanswered(about, "could not be asked", e);
      }
    } finally {
      worker.interrupt();
    }
    worker.join(); // at most one question of a gate is under way, however long it takes to end
  }

  private void answered(Stage about, Reading reading, Duration took) {
    lock.lock();
    try {
      if (about.equals(stage)) {
        boolean again =
            heard != null
                && !isOld(heard)
                && heard.reading().says() == Says.FAIL
                && heard.reading().isOfNothing() == reading.isOfNothing();
        heard = new Heard(reading, again, ticker.nanos(), ticker.wall(), took);
        silence = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void unanswered(Stage about, String reason, @Nullable Throwable why) {
    lock.lock();
    try {
      if (about.equals(stage)) {
        if (!reason.equals(silence)) {
          log.warn("unit={} gate={} has no answer: {}", unit, gate.label(), reason);
          log.debug("unit={} gate={}", unit, gate.label(), why);
        }
        silence = reason;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits, though not for what is not about the stage any more; null: nobody wants more. */
  private @Nullable Stage pause(@Nullable Stage about, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (left > 0 && !closed && about != null && about.equals(stage)) {
        left = changed.awaitNanos(left);
      }
      if (closed || ticker.nanos() - wantedAt > pace.idle().toNanos()) {
        thread = null;
        return null;
      }
      return stage;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Stage stage() {
    lock.lock();
    try {
      return stage;
    } finally {
      lock.unlock();
    }
  }

  private Duration interval() {
    lock.lock();
    try {
      return interval;
    } finally {
      lock.unlock();
    }
  }
}
