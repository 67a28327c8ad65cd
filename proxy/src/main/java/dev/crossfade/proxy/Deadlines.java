package dev.crossfade.proxy;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of everything on one event loop, as a wheel: setting and clearing one takes the
 * same few steps however many there are, and leaves nothing behind. A deadline is kept to {@link
 * #TICK_NANOS}, never early. While there is none, nothing runs.
 *
 * <p>The timers of a slot form a ring through its sentinel. One whose time is not within this turn
 * of the wheel stays where it is until its turn has come.
 */
final class Deadlines implements Runnable {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int SLOTS = 2048;

  private final EventLoop loop;
  private final Timer[] slots = new Timer[SLOTS];
  private final Timer due = ring();
  private final long origin = System.nanoTime();

  /** The last tick that has been dealt with. */
  private long done;

  private int count;
  private boolean running;

  Deadlines(EventLoop loop) {
    this.loop = loop;
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = ring();
    }
  }

  private Timer ring() {
    Timer sentinel = new Timer(this, () -> {});
    sentinel.before = sentinel;
    sentinel.after = sentinel;
    return sentinel;
  }

  void set(Timer timer, long nanos) {
    timer.clear();
    timer.tick = (System.nanoTime() - origin + nanos) / TICK_NANOS + 1;
    link(slots[(int) (timer.tick % SLOTS)], timer);
    count++;
    if (!running) {
      running = true;
      done = Math.min(timer.tick - 1, (System.nanoTime() - origin) / TICK_NANOS);
      loop.schedule(this, TICK_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  void clear(Timer timer) {
    unlink(timer);
    count--;
  }

  private static void link(Timer sentinel, Timer timer) {
    Timer last = sentinel.before;
    if (last == null) {
      throw new IllegalStateException("a ring that is open");
    }
    timer.before = last;
    timer.after = sentinel;
    last.after = timer;
    sentinel.before = timer;
  }

  private static void unlink(Timer timer) {
    Timer before = timer.before;
    Timer after = timer.after;
    if (before == null || after == null) {
      throw new IllegalStateException("a timer that is not set");
    }
    before.after = after;
    after.before = before;
    timer.before = null;
    timer.after = null;
  }

  /** Lets everything expire whose time has come. */
  @Override
  public void run() {
    long now = (System.nanoTime() - origin) / TICK_NANOS;
    long from = Math.max(done + 1, now - SLOTS + 1); // after a long pause each slot once
    for (long tick = from; tick <= now; tick++) {
      collect(slots[(int) (tick % SLOTS)], now);
    }
    done = now;
    expireDue();
    running = count > 0;
    if (running) {
      loop.schedule(this, TICK_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void collect(Timer sentinel, long now) {
    Timer timer = sentinel.after;
    while (timer != null && timer != sentinel) {
      Timer following = timer.after;
      if (timer.tick <= now) {
        unlink(timer);
        link(due, timer);
      }
      timer = following;
    }
  }

  /** One at a time: each may set and clear others. */
  private void expireDue() {
    Timer timer = first(due);
    while (timer != null) {
      clear(timer);
      timer.expire();
      timer = first(due);
    }
  }

  private static @Nullable Timer first(Timer sentinel) {
    return sentinel.after == sentinel ? null : sentinel.after;
  }
}
