package dev.crossfade.loadtest.rate;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Asks whenever it is due, one request at a time: {@code waiting → asking → waiting …} until the
 * schedule is over. On the event loop only.
 */
final class RateSlot {
  /** After a failure, so that a target that refuses is not asked in a tight loop. */
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final int index;
  private final RateSchedule schedule;
  private final RateTally tally;
  private final RateConnection connection;
  private final EventLoop loop;
  private final Runnable onEnd;
  private long number;
  private long due;
  private long sent;
  private boolean asking;
  private boolean ended;

  RateSlot(
      int index,
      RateSchedule schedule,
      RateTally tally,
      RateConnection connection,
      EventLoop loop,
      Runnable onEnd) {
    this.index = index;
    this.schedule = schedule;
    this.tally = tally;
    this.connection = connection;
    this.loop = loop;
    this.onEnd = onEnd;
  }

  void start() {
    next(0);
  }

  private void next(long rest) {
    long now = System.nanoTime();
    due = schedule.due(index, number, now);
    if (ended || schedule.isOver(due) || schedule.isTooLate(now)) {
      end(now);
      return;
    }
    long pause = Math.max(rest, due - now);
    if (pause > 0) {
      loop.schedule(this::send, pause, TimeUnit.NANOSECONDS);
    } else {
      send();
    }
  }

  private void send() {
    long now = System.nanoTime();
    if (ended || schedule.isTooLate(now)) {
      end(now);
      return;
    }
    asking = true;
    sent = now;
    connection.ask(this);
  }

  void onBytes(int count) {
    tally.onBytes(count);
  }

  /** The answer is there to its last byte. */
  void onAnswer(int status) {
    if (asking) {
      long now = System.nanoTime();
      asking = false;
      number++;
      tally.onAnswer(status, now - due, now - sent);
      next(status >= 500 ? REST_NANOS : 0);
    }
  }

  /** There will be no answer. */
  void onFailure(String what) {
    if (asking) {
      asking = false;
      number++;
      tally.onFailure(what, System.nanoTime() - due);
      next(REST_NANOS);
    }
  }

  /** Time is up for whatever is under way. */
  void stop() {
    if (asking) {
      asking = false;
      number++;
      tally.onFailure("no answer by the end", System.nanoTime() - due);
    }
    end(System.nanoTime());
  }

  private void end(long now) {
    if (ended) {
      return;
    }
    ended = true;
    if (schedule.nanosBetween() > 0) {
      for (long late = schedule.due(index, number, now);
          !schedule.isOver(late);
          late = schedule.due(index, ++number, now)) {
        tally.onUnsent(now - late);
      }
    }
    onEnd.run();
  }
}
