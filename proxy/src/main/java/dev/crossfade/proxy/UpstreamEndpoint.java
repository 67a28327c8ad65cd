package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.proxy.UpstreamSlots.Borrower;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One address of a backend: what is thought of it, what it has to do, and the ways to it. */
final class UpstreamEndpoint {
  private static final long ONE_SENT_AND_UNDER_WAY = (1L << Integer.SIZE) + 1;

  private final UpstreamConnector connector;
  private final UpstreamStanding standing;
  private final UpstreamPool pool;
  private final @Nullable UpstreamH2Pool http2;
  private final int mostConnections;
  private final AtomicLong failed = new AtomicLong();

  /**
   * Requests under way in the lower half, all that were ever sent in the upper one: so to count the
   * latter costs nothing.
   */
  private final AtomicLong requests = new AtomicLong();

  /**
   * An endpoint without connections.
   *
   * @param loops share the configured number of idle connections
   */
  UpstreamEndpoint(Backend settings, UpstreamConnector connector, List<Loop> loops) {
    this.connector = connector;
    this.mostConnections = settings.pool().maxConnections();
    this.standing = new UpstreamStanding(settings);
    this.pool = new UpstreamPool(settings, connector, loops);
    this.http2 = settings.http2() ? new UpstreamH2Pool(settings, connector, loops, pool) : null;
  }

  String name() {
    return connector.name();
  }

  UpstreamConnector connector() {
    return connector;
  }

  UpstreamStanding standing() {
    return standing;
  }

  int underWay() {
    return (int) requests.get();
  }

  /** Connections that are lent or being made. */
  int active() {
    return pool.active() + (http2 == null ? 0 : http2.active());
  }

  int idle() {
    return pool.idle() + (http2 == null ? 0 : http2.idle());
  }

  /** Requests that wait for a connection. */
  int pending() {
    return pool.pending() + (http2 == null ? 0 : http2.pending());
  }

  /** Whether so much is free that who is in no hurry takes nothing from those who are. */
  boolean isLeisurely() {
    return pending() == 0 && 2L * active() < mostConnections;
  }

  void onStart() {
    requests.addAndGet(ONE_SENT_AND_UNDER_WAY);
  }

  void onEnd() {
    requests.decrementAndGet();
  }

  /** A request came to nothing here, or was answered 500 or more. */
  void onFailed() {
    failed.incrementAndGet();
  }

  /** How many requests were sent here; begins again at 0 after 4 billion. */
  long sent() {
    return requests.get() >>> Integer.SIZE;
  }

  /** How many of them failed. */
  long failed() {
    return failed.get();
  }

  /**
   * Gives a line, at once or when there is one. Called on the event loop that will use it.
   *
   * @param upgrade whether it must be one that can be upgraded
   */
  void borrow(Loop loop, Borrower borrower, boolean upgrade) {
    UpstreamH2Pool streams = http2;
    if (upgrade || streams == null || !streams.isSpoken()) {
      pool.borrow(loop, borrower);
    } else {
      streams.borrow(loop, borrower);
    }
  }

  /**
   * Gives a line on a connection of its own, which counts against no limit and is closed when it is
   * given back. It speaks what requests are sent by.
   */
  void connectOnce(Loop loop, Duration timeout, Consumer<UpstreamLine> onLine, Runnable onFailure) {
    UpstreamH2Once once = new UpstreamH2Once(name(), onLine, onFailure);
    connector
        .connect(
            loop.executor(),
            timeout,
            http2 != null,
            (channel, h2) ->
                h2
                    ? UpstreamH2Connection.of(channel, loop, once, timeout)
                    : new UpstreamConnection(channel, loop, pool))
        .addListener(
            (Future<Channel> made) -> {
              if (!made.isSuccess()) {
                onFailure.run();
                return;
              }
              UpstreamConnection http1 = made.getNow().pipeline().get(UpstreamConnection.class);
              if (http1 != null) {
                onLine.accept(http1);
              }
            });
  }

  /** No configuration names it any more: idle connections go now, others when they are done. */
  void retire() {
    pool.retire();
    if (http2 != null) {
      http2.retire();
    }
  }

  /** Closes what has been idle too long. */
  void sweep() {
    pool.sweep();
    if (http2 != null) {
      http2.sweep();
    }
  }
}
