package dev.crossfade.seo.live;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where pages are read and compared: one thread that rests for as long as it worked, so that it
 * takes half a core at most from whoever serves visitors. What it has no room for is refused.
 */
final class Bench implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Bench.class);
  private static final int MOST = 64;
  private static final long LOOK_MILLIS = 200;
  private static final long MOST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_SECONDS = 5;

  private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(MOST);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("parity").unstarted(this::run);

  /** Something to do, and what to do when it cannot be done. */
  interface Work {
    void run();

    /** It threw, or there was no room or no time for it. */
    void abandoned(boolean threw);
  }

  Bench() {
    thread.start();
  }

  /** Takes it; never waits. */
  void add(Work work) {
    if (!queue.offer(work)) {
      work.abandoned(false);
    }
  }

  private void run() {
    try {
      while (stopped.getCount() > 0) {
        Work next = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          long begun = System.nanoTime();
          work(next);
          long worked = System.nanoTime() - begun;
          stopped.await(Math.min(worked, MOST_REST_NANOS), TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Work left = queue.poll(); left != null; left = queue.poll()) {
      left.abandoned(false);
    }
  }

  /** What goes wrong with one page must not be the end of all. */
  private static void work(Work work) {
    try {
      work.run();
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      log.error("a page was not compared", e);
      work.abandoned(true);
    }
  }

  /** What waits is not done any more. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
