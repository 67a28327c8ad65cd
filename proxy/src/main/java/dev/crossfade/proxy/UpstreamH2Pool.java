package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.proxy.UpstreamSlots.Borrower;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of HTTP/2 to one endpoint, each for many exchanges at a time. What may be is
 * shared out: each event loop has its {@link UpstreamH2Share}, and at least one connection. Only
 * counts are common. Thread-safe.
 */
final class UpstreamH2Pool {
  private static final Logger log = LoggerFactory.getLogger(UpstreamH2Pool.class);

  /** An endpoint that does not speak HTTP/2 is asked again after so long. */
  private static final long ASK_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Backend settings;
  private final UpstreamConnector connector;
  private final UpstreamPool http1;
  private final List<UpstreamH2Share> shares;

  /** Connections that are open or being made; those of them without a request; who waits. */
  private final AtomicInteger connections = new AtomicInteger();

  private final AtomicInteger idle = new AtomicInteger();
  private final AtomicInteger pending = new AtomicInteger();
  private volatile boolean retired;
  private volatile boolean declined;
  private volatile long declinedAt;

  /**
   * The connections of one endpoint.
   *
   * @param http1 serves the endpoint while it does not speak HTTP/2
   */
  UpstreamH2Pool(
      Backend settings, UpstreamConnector connector, List<Loop> loops, UpstreamPool http1) {
    this.settings = settings;
    this.connector = connector;
    this.http1 = http1;
    this.shares =
        loops.stream().map(loop -> new UpstreamH2Share(this, loop, loops.size())).toList();
  }

  /** Whether the endpoint speaks HTTP/2, as far as it is known. */
  boolean isSpoken() {
    return !declined || System.nanoTime() - declinedAt > ASK_AGAIN_NANOS;
  }

  /** By ALPN it chose HTTP/1.1. */
  void onDeclined() {
    if (!declined) {
      log.atInfo()
          .addKeyValue("endpoint", connector.name())
          .log("does not speak HTTP/2, is served by HTTP/1.1");
    }
    declinedAt = System.nanoTime();
    declined = true;
  }

  void onAgreed() {
    declined = false;
  }

  /** Gives a line, at once or when there is one. Called on the event loop that will use it. */
  void borrow(Loop loop, Borrower borrower) {
    shares.get(loop.index()).borrow(borrower);
  }

  Backend settings() {
    return settings;
  }

  UpstreamConnector connector() {
    return connector;
  }

  UpstreamPool http1() {
    return http1;
  }

  boolean isRetired() {
    return retired;
  }

  void count(int more) {
    connections.addAndGet(more);
  }

  void countIdle(int more) {
    idle.addAndGet(more);
  }

  void countPending(int more) {
    pending.addAndGet(more);
  }

  int active() {
    return Math.max(0, connections.get() - idle.get());
  }

  int idle() {
    return idle.get();
  }

  int pending() {
    return pending.get();
  }

  /** No configuration names it any more: idle connections go now, others when they are done. */
  void retire() {
    retired = true;
    onEach(UpstreamH2Share::closeIdle);
  }

  /** Closes what has been idle too long. */
  void sweep() {
    if (idle.get() > 0) {
      long deadline = System.nanoTime() - settings.pool().idle().toNanos();
      onEach(share -> share.closeIdleSince(deadline));
    }
  }

  private void onEach(Consumer<UpstreamH2Share> action) {
    shares.forEach(share -> share.loop().executor().execute(() -> action.accept(share)));
  }
}
