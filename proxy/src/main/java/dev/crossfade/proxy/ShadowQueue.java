package dev.crossfade.proxy;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of answers on their way to whoever looks at them, on one thread. When it is behind, they
 * are dropped and told. It rests for as long as it worked: looking takes half a core at most from
 * the event loops.
 */
final class ShadowQueue implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ShadowQueue.class);
  private static final int MOST = 256;
  private static final long LOOK_MILLIS = 200;
  private static final long MOST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_SECONDS = 5;

  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(MOST);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread reader;

  /** What is looked at. */
  interface Entry {
    /** Whose request it was. */
    String unit();

    /** Has it looked at; on the queue's thread. */
    void hand();

    /** Gives the memory of its copies back; called once. */
    void release();

    /** It will not be looked at. On any thread. */
    void onDropped();
  }

  private ShadowQueue(String name) {
    this.reader = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /**
   * A queue that is read.
   *
   * @param name of its thread
   */
  static ShadowQueue start(String name) {
    ShadowQueue queue = new ShadowQueue(name);
    queue.reader.start();
    return queue;
  }

  /** Takes an entry, and with it its copies; never waits. */
  void add(Entry entry) {
    if (!queue.offer(entry)) {
      drop(entry);
    }
  }

  private static void drop(Entry entry) {
    entry.release();
    entry.onDropped();
  }

  private void run() {
    try {
      while (stopped.getCount() > 0) {
        Entry next = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          long begun = System.nanoTime();
          hand(next);
          long worked = System.nanoTime() - begun;
          stopped.await(Math.min(worked, MOST_REST_NANOS), TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What goes wrong with one must not be the end of all. */
  private static void hand(Entry entry) {
    try {
      entry.hand();
      entry.release();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      log.atError().addKeyValue("unit", entry.unit()).setCause(e).log("not looked at");
      drop(entry);
    }
  }

  /** What waits is not looked at any more. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
