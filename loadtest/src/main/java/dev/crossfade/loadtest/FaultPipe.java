package dev.crossfade.loadtest;

import dev.crossfade.loadtest.WireFault.Blackhole;
import dev.crossfade.loadtest.WireFault.Delay;
import dev.crossfade.loadtest.WireFault.Drip;
import dev.crossfade.loadtest.WireFault.Garbage;
import dev.crossfade.loadtest.WireFault.HalfClose;
import dev.crossfade.loadtest.WireFault.None;
import dev.crossfade.loadtest.WireFault.Reset;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One direction of a connection: reads from one socket, writes to the other what the fault leaves.
 * One thread runs it; others change the fault, which ends a pause under way.
 */
final class FaultPipe {
  private static final int BUFFER = 16 << 10;

  private final Socket from;
  private final Socket to;
  private final Runnable reset;
  private final ReentrantLock lock;
  private final Condition change;
  // All guarded by the lock.
  private WireFault fault = WireFault.NONE;
  private Random random = new Random(0);
  private long left = Long.MAX_VALUE;
  private long changes;
  private boolean running;
  private boolean ended;
  private boolean closed;

  /**
   * @param reset resets both sockets and closes both pipes
   * @param lock of the connection: with one each, two pipes that reset would wait for one another
   */
  FaultPipe(Socket from, Socket to, Runnable reset, ReentrantLock lock) {
    this.from = from;
    this.to = to;
    this.reset = reset;
    this.lock = lock;
    this.change = lock.newCondition();
  }

  void onFault(WireFault injected) {
    lock.lock();
    try {
      fault = injected;
      left =
          switch (injected) {
            case Reset(long after) -> after;
            case HalfClose(long after) -> after;
            case None _, Delay _, Drip _, Blackhole _, Garbage _ -> Long.MAX_VALUE;
          };
      if (injected instanceof Garbage(long seed)) {
        random = new Random(seed);
      }
      changes++;
      change.signalAll();
      breakIfDue();
    } finally {
      lock.unlock();
    }
  }

  /** Passes bytes until the stream ends, by its sender or by a fault. */
  void run() {
    try {
      onRunning();
      byte[] buffer = new byte[BUFFER];
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        for (int done = 0; done < n; ) {
          done += pass(buffer, done, n - done);
        }
      }
      onEnd();
    } catch (IOException _) {
      reset.run(); // what one side suffers the other is to see
    } catch (InterruptedException _) {
      reset.run();
      Thread.currentThread().interrupt();
    }
  }

  private void onRunning() {
    lock.lock();
    try {
      running = true;
      breakIfDue();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Passes some of the bytes, or none if the fault changed meanwhile; returns how many are done.
   */
  private int pass(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
    int count;
    lock.lock();
    try {
      if (ended || closed || left == 0) {
        return length;
      }
      switch (fault) {
        case None _ -> count = length;
        case Delay(Duration time) -> count = pause(time) ? length : 0;
        case Drip(int most, Duration every) -> count = pause(every) ? Math.min(most, length) : 0;
        case Reset _, HalfClose _ -> count = (int) Math.min(left, length);
        case Blackhole _ -> {
          return length;
        }
        case Garbage _ -> {
          byte[] garbage = new byte[length];
          random.nextBytes(garbage);
          System.arraycopy(garbage, 0, bytes, offset, length);
          count = length;
        }
      }
      left -= left == Long.MAX_VALUE ? 0 : count;
    } finally {
      lock.unlock();
    }
    if (count > 0) {
      write(bytes, offset, count);
    }
    return count;
  }

  private void write(byte[] bytes, int offset, int count) throws IOException {
    try {
      to.getOutputStream().write(bytes, offset, count);
    } catch (IOException e) {
      if (!hasEnded()) {
        throw e;
      }
    }
    lock.lock();
    try {
      breakIfDue();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** The sender is done: so is the receiver, unless the end has to vanish too. */
  private void onEnd() throws InterruptedException {
    lock.lock();
    try {
      while (fault instanceof Blackhole && !closed) {
        change.await();
      }
      end();
    } finally {
      lock.unlock();
    }
  }

  /** Lets time pass without the lock; false: the fault or the connection ended first. */
  private boolean pause(Duration time) throws InterruptedException {
    long before = changes;
    long nanos = time.toNanos();
    while (nanos > 0 && changes == before && !closed) {
      nanos = change.awaitNanos(nanos);
    }
    return changes == before && !closed;
  }

  private void breakIfDue() {
    if (left > 0 || !running) {
      return;
    }
    if (fault instanceof Reset) {
      reset.run();
    } else {
      end();
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      try {
        to.shutdownOutput();
      } catch (IOException _) {
        // closed: that is an end too
      }
    }
  }

  /** Ends pauses. The sockets are closed by who has them. */
  void close() {
    lock.lock();
    try {
      closed = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
