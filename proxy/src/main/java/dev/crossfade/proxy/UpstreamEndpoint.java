package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.proxy.UpstreamSlots.Borrower;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One address of a backend: what is thought of it, what it has to do, and the ways to it. */
final class UpstreamEndpoint {
  private final UpstreamConnector connector;
  private final UpstreamStanding standing;
  private final UpstreamPool pool;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * An endpoint without connections.
   *
   * @param loops share the configured number of idle connections
   */
  UpstreamEndpoint(Backend settings, UpstreamConnector connector, List<Loop> loops) {
    this.connector = connector;
    this.standing = new UpstreamStanding(settings);
    this.pool = new UpstreamPool(settings, connector, loops);
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
    return underWay.get();
  }

  /** Connections that are lent or being made. */
  int active() {
    return pool.active();
  }

  int idle() {
    return pool.idle();
  }

  /** Requests that wait for a connection. */
  int pending() {
    return pool.pending();
  }

  void onStart() {
    underWay.incrementAndGet();
  }

  void onEnd() {
    underWay.decrementAndGet();
  }

  /**
   * Gives a line, at once or when there is one. Called on the event loop that will use it.
   *
   * @param upgrade whether it must be one that can be upgraded
   */
  void borrow(Loop loop, Borrower borrower, boolean upgrade) {
    pool.borrow(loop, borrower);
  }

  /**
   * Gives a line on a connection of its own, which counts against no limit and is closed when it is
   * given back.
   */
  void connectOnce(Loop loop, Duration timeout, Consumer<UpstreamLine> onLine, Runnable onFailure) {
    connector
        .connect(loop.executor(), timeout, channel -> new UpstreamConnection(channel, loop, pool))
        .addListener(
            (Future<Channel> made) -> {
              if (made.isSuccess()) {
                onLine.accept(made.getNow().pipeline().get(UpstreamConnection.class));
              } else {
                onFailure.run();
              }
            });
  }

  /** No configuration names it any more: idle connections go now, others when they are done. */
  void retire() {
    pool.retire();
  }

  /** Closes what has been idle too long. */
  void sweep() {
    pool.sweep();
  }
}
