package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.proxy.UpstreamSlots.Borrower;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop has of an {@link UpstreamH2Pool}: connections that take requests, and who
 * waits for one. Only on its event loop.
 */
final class UpstreamH2Share implements UpstreamH2Connection.Owner {
  /** So many wait for one connection that is being made (RFC 9113 §6.5.2: no fewer streams). */
  private static final int EXPECTED_STREAMS = 100;

  /** Who waits, and for how long yet. */
  private record Waiter(Borrower borrower, Timer deadline) {}

  private final UpstreamH2Pool pool;
  private final Backend settings;
  private final Loop loop;
  private final int mostConnections;
  private final int mostWaiting;
  private final int mostIdle;
  private final List<UpstreamH2Connection> open = new ArrayList<>();
  private final Set<UpstreamH2Connection> idle = new HashSet<>();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private int making;
  private boolean serving;

  /**
   * @param loops how many share what may be
   */
  UpstreamH2Share(UpstreamH2Pool pool, Loop loop, int loops) {
    this.pool = pool;
    this.settings = pool.settings();
    this.loop = loop;
    this.mostConnections = Math.ceilDiv(settings.pool().maxConnections(), loops);
    this.mostWaiting = Math.ceilDiv(settings.pool().maxPending(), loops);
    this.mostIdle = Math.ceilDiv(settings.pool().maxIdle(), loops);
  }

  Loop loop() {
    return loop;
  }

  @Override
  public String name() {
    return pool.connector().name();
  }

  void borrow(Borrower borrower) {
    UpstreamH2Connection connection = withRoom();
    if (connection != null) {
      lend(connection, borrower);
    } else if (waiters.size() < mostWaiting + expected(mayMake() ? making + 1 : making)) {
      await(borrower);
    } else {
      borrower.onNoConnection(Failure.BACKEND_BUSY);
    }
  }

  private static int expected(int connections) {
    return connections * EXPECTED_STREAMS;
  }

  private boolean mayMake() {
    return open.size() + making < mostConnections;
  }

  /** The first, so that there are few. */
  private @Nullable UpstreamH2Connection withRoom() {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).hasRoom()) {
        return open.get(i);
      }
    }
    return null;
  }

  private void lend(UpstreamH2Connection connection, Borrower borrower) {
    if (idle.remove(connection)) {
      pool.countIdle(-1);
    }
    borrower.onConnection(connection.open());
  }

  private void await(Borrower borrower) {
    Waiter[] self = new Waiter[1];
    Waiter waiter = new Waiter(borrower, loop.timer(() -> onLate(self[0])));
    self[0] = waiter;
    waiter.deadline().set(settings.timeouts().connect());
    waiters.add(waiter);
    pool.countPending(1);
    makeIfWanted();
  }

  private void makeIfWanted() {
    while (mayMake() && waiters.size() > expected(making)) {
      make();
    }
  }

  /** While the first connection is being made, that has its own patience. */
  private void onLate(Waiter waiter) {
    if (open.isEmpty() && making > 0) {
      waiter.deadline().set(settings.timeouts().connect());
    } else if (waiters.remove(waiter)) {
      pool.countPending(-1);
      waiter.borrower().onNoConnection(Failure.BACKEND_BUSY);
    }
  }

  private void make() {
    making++;
    pool.count(1);
    pool.connector()
        .connect(
            loop.executor(),
            settings.timeouts().connect(),
            true,
            (channel, h2) ->
                h2
                    ? UpstreamH2Connection.of(channel, loop, this, settings.timeouts().connect())
                    : new UpstreamConnection(channel, loop, pool.http1()))
        .addListener(
            (Future<Channel> made) -> {
              if (made.isSuccess()) {
                onConnected(made.getNow());
              } else {
                making--;
                pool.count(-1);
                onNoConnection(
                    String.valueOf(made.cause().getMessage()),
                    UpstreamConnector.failure(made.cause()));
              }
            });
  }

  private void onConnected(Channel channel) {
    UpstreamConnection http1 = channel.pipeline().get(UpstreamConnection.class);
    if (http1 == null) {
      return; // it stands when it has said its settings
    }
    making--;
    pool.count(-1);
    pool.onDeclined();
    pool.http1().offer(channel, http1);
    for (Waiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
      forget(waiter);
      if (waiter.borrower().isWaiting()) {
        pool.http1().borrow(loop, waiter.borrower());
      }
    }
  }

  private void forget(Waiter waiter) {
    waiter.deadline().clear();
    pool.countPending(-1);
  }

  /**
   * Who waits beside connections that are full waits on. Without any the request fails and may be
   * retried: to connect again and again on its behalf would have no end.
   */
  private void onNoConnection(String why, Failure failure) {
    pool.connector().logFailure(why);
    if (!open.isEmpty() || making > 0) {
      return;
    }
    for (Waiter waiter : List.copyOf(waiters)) {
      waiters.remove(waiter);
      forget(waiter);
      waiter.borrower().onNoConnection(failure);
    }
  }

  @Override
  public void onRoom(UpstreamH2Connection connection) {
    if (!open.contains(connection)) {
      making--;
      open.add(connection);
      pool.onAgreed();
    }
    if (!waiters.isEmpty()) {
      serveSoon();
    } else if (connection.isIdle()) {
      keep(connection);
    }
  }

  private void keep(UpstreamH2Connection connection) {
    if (pool.isRetired() || idle.size() >= mostIdle) {
      connection.leave();
    } else if (idle.add(connection)) {
      pool.countIdle(1);
    }
  }

  /** Not within the call that made room: it may come from the middle of the codec. */
  private void serveSoon() {
    if (!serving) {
      serving = true;
      loop.executor().execute(this::serve);
    }
  }

  private void serve() {
    serving = false;
    UpstreamH2Connection connection = withRoom();
    while (connection != null && !waiters.isEmpty()) {
      Waiter eldest = waiters.remove();
      forget(eldest);
      if (eldest.borrower().isWaiting()) {
        lend(connection, eldest.borrower());
      }
      connection = withRoom();
    }
    makeIfWanted();
    for (UpstreamH2Connection unused : List.copyOf(open)) {
      if (unused.isIdle() && !idle.contains(unused)) {
        keep(unused);
      }
    }
  }

  @Override
  public void onLeaving(UpstreamH2Connection connection) {
    remove(connection);
  }

  @Override
  public void onClosed(UpstreamH2Connection connection, Failure failure) {
    remove(connection);
    pool.count(-1);
    if (!connection.hasStood()) {
      making--;
    }
    if (connection.hasServed()) {
      makeIfWanted();
    } else {
      onNoConnection("left before it was used", connectFailure(failure));
    }
  }

  private static Failure connectFailure(Failure failure) {
    return failure == Failure.CONNECT_TIMEOUT ? failure : Failure.CONNECT_FAILED;
  }

  private void remove(UpstreamH2Connection connection) {
    open.remove(connection);
    if (idle.remove(connection)) {
      pool.countIdle(-1);
    }
  }

  void closeIdle() {
    closeIdleSince(System.nanoTime());
  }

  void closeIdleSince(long deadline) {
    for (UpstreamH2Connection connection : List.copyOf(idle)) {
      if (connection.idleSince() - deadline <= 0) {
        connection.leave();
      }
    }
  }
}
