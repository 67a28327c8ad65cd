package dev.crossfade.proxy;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pairs of answers on their way to whoever compares them, on one thread. When it is behind, pairs
 * are dropped and told. It rests for as long as it worked: comparing takes half a core at most from
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
  private final ShadowSink sink;
  private final Thread reader;

  /** Two answers, whose copies are released when they are compared or dropped. */
  private record Entry(ShadowRequest asked, AnswerCopy shadow) {
    void release() {
      asked.served().release();
      shadow.release();
    }
  }

  private ShadowQueue(ShadowSink sink) {
    this.sink = sink;
    this.reader = Thread.ofPlatform().daemon().name("shadows").unstarted(this::run);
  }

  static ShadowQueue start(ShadowSink sink) {
    ShadowQueue queue = new ShadowQueue(sink);
    queue.reader.start();
    return queue;
  }

  ShadowSink sink() {
    return sink;
  }

  /** Hands both answers over, and with them their copies; never waits. */
  void add(ShadowRequest asked, AnswerCopy shadow) {
    Entry entry = new Entry(asked, shadow);
    if (!queue.offer(entry)) {
      drop(entry);
    }
  }

  private void drop(Entry entry) {
    entry.release();
    sink.onMiss(entry.asked.unit(), ShadowMiss.DROPPED);
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

  /** What goes wrong with one pair must not be the end of all. */
  private void hand(Entry entry) {
    try {
      sink.onPair(entry.asked.with(entry.shadow.answer()));
      entry.release();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      log.atError().addKeyValue("unit", entry.asked.unit()).setCause(e).log("not compared");
      drop(entry);
    }
  }

  /** What waits is not compared any more. */
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
