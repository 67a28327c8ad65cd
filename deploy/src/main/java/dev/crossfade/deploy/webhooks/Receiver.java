package dev.crossfade.deploy.webhooks;

import dev.crossfade.rollout.schedule.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One URL that is told, and the messages that wait for it: sent one by one in their order, by a
 * virtual thread that lives while there are any. Where the queue is full the oldest that waits
 * goes.
 */
final class Receiver {
  private static final Logger log = LoggerFactory.getLogger(Receiver.class);

  private final URI uri;
  private final Sender sender;
  private final Ticker ticker;
  private final Patience patience;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Message> waiting = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean finishing;
  private long dropped;

  Receiver(URI uri, Sender sender, Ticker ticker, Patience patience) {
    this.uri = uri;
    this.sender = sender;
    this.ticker = ticker;
    this.patience = patience;
  }

  void offer(Message message) {
    lock.lock();
    try {
      if (finishing) {
        return;
      }
      if (waiting.size() >= patience.queue()) {
        drop(waiting.remove(), patience.queue() + " messages wait already");
      }
      waiting.add(message);
      if (thread == null) {
        thread = Thread.ofVirtual().name("webhook-" + uri.getHost()).start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many messages were never delivered. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Sends what waits, each once, and takes nothing more. */
  void finish() {
    lock.lock();
    try {
      finishing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Gives up what waits and breaks off what is under way. */
  void abandon() {
    finish();
    lock.lock();
    try {
      while (!waiting.isEmpty()) {
        drop(waiting.remove(), "it is no receiver any more");
      }
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for what is under way, after {@link #finish}; then breaks it off. */
  void await(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (thread != null && left > 0) {
        left = changed.awaitNanos(left);
      }
      abandon();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      abandon();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (Message message = next(); message != null; message = next()) {
      try {
        deliver(message);
      } catch (InterruptedException _) {
        count(message, "broken off");
      } catch (RuntimeException e) {
        log.error("receiver={} id={} failed: {}", where(), message.id(), e.toString(), e);
        count(message, e.toString());
      }
    }
  }

  private @Nullable Message next() {
    lock.lock();
    try {
      Message message = waiting.poll();
      if (message == null) {
        thread = null;
        changed.signalAll();
      }
      return message;
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Message message) throws InterruptedException {
    long began = ticker.nanos();
    for (int failures = 1; ; failures++) {
      switch (sender.send(uri, message)) {
        case Sent.Taken _ -> {
          return;
        }
        case Sent.Refused refused -> {
          count(message, refused.reason());
          return;
        }
        case Sent.Failed failed -> {
          Duration wait = wait(failures, failed.after());
          Duration spent = Duration.ofNanos(ticker.nanos() - began);
          if (spent.plus(wait).compareTo(patience.whole()) > 0 || !pause(wait)) {
            count(message, failed.reason() + ", after " + failures + " attempts");
            return;
          }
        }
      }
    }
  }

  private Duration wait(int failures, @Nullable Duration asked) {
    long most = patience.retry(failures).toNanos();
    Duration own = Duration.ofNanos(most - ThreadLocalRandom.current().nextLong(most / 2 + 1));
    return asked == null || asked.compareTo(own) < 0 ? own : asked;
  }

  /** False: there is no time left to wait. */
  private boolean pause(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (left > 0 && !finishing) {
        left = changed.awaitNanos(left);
      }
      return !finishing;
    } finally {
      lock.unlock();
    }
  }

  private void count(Message message, String reason) {
    lock.lock();
    try {
      drop(message, reason);
    } finally {
      lock.unlock();
    }
  }

  private void drop(Message message, String reason) {
    dropped++;
    log.warn(
        "receiver={} unit={} event={} id={} is not told: {}",
        where(),
        message.unit(),
        message.event(),
        message.id(),
        reason);
  }

  /** Without path and query, which are a secret of many receivers. */
  private String where() {
    return uri.getScheme() + "://" + String.valueOf(uri.getRawAuthority()).replaceFirst("^.*@", "");
  }
}
