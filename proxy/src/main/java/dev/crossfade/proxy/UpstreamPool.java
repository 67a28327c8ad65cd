package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.proxy.UpstreamSlots.Borrower;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.List;

/**
 * The connections of HTTP/1 to one endpoint, each for one exchange at a time. Each event loop has
 * idle ones of its own, so a connection never leaves its thread; only counts are shared.
 */
final class UpstreamPool implements UpstreamConnection.Owner {
  private final Backend settings;
  private final UpstreamConnector connector;
  private final UpstreamSlots slots;
  private final UpstreamIdle idle;
  private final int keepPerLoop;
  private volatile boolean retired;

  /**
   * The connections of one endpoint.
   *
   * @param loops share the configured number of idle connections
   */
  UpstreamPool(Backend settings, UpstreamConnector connector, List<Loop> loops) {
    this.settings = settings;
    this.idle = new UpstreamIdle(loops);
    this.connector = connector;
    this.slots = new UpstreamSlots(settings);
    this.keepPerLoop = Math.ceilDiv(settings.pool().maxIdle(), loops.size());
  }

  @Override
  public String name() {
    return connector.name();
  }

  /** Connections that are lent or being made. */
  int active() {
    return Math.max(0, slots.taken() - idle.count());
  }

  int idle() {
    return idle.count();
  }

  /** Requests that wait for a connection. */
  int pending() {
    return slots.waiting();
  }

  /**
   * Gives a connection, at once or when there is one. Called on the event loop that will use it.
   */
  void borrow(Loop loop, Borrower borrower) {
    UpstreamConnection youngest = idle.takeYoungest(loop);
    while (youngest != null && !isFresh(youngest)) {
      youngest.close();
      youngest = idle.takeYoungest(loop);
    }
    if (youngest != null) {
      borrower.onConnection(youngest);
    } else if (slots.tryTake()) {
      connect(loop, borrower);
    } else {
      slots.await(loop, borrower, idle.count(), this::connect);
      spareIfWanted();
    }
  }

  private boolean isFresh(UpstreamConnection connection) {
    return connection.isUsable()
        && System.nanoTime() - connection.idleSince() < settings.pool().idle().toNanos();
  }

  /** What is idle on one loop is of no use to another: it makes room for who waits there. */
  private void spareIfWanted() {
    if (slots.waiting() > 0 && idle.count() > 0) {
      idle.spare(() -> slots.waiting() > 0);
    }
  }

  private void connect(Loop loop, Borrower borrower) {
    connector
        .connect(
            loop.executor(),
            settings.timeouts().connect(),
            false,
            (channel, _) -> new UpstreamConnection(channel, loop, this))
        .addListener(
            (Future<Channel> made) -> {
              if (made.isSuccess()) {
                Channel channel = made.getNow();
                channel.closeFuture().addListener(_ -> release());
                borrower.onConnection(channel.pipeline().get(UpstreamConnection.class));
              } else {
                release();
                connector.logFailure(String.valueOf(made.cause().getMessage()));
                borrower.onNoConnection(UpstreamConnector.failure(made.cause()));
              }
            });
  }

  /** Keeps a connection that was made for others, if there is room for one. */
  void offer(Channel channel, UpstreamConnection connection) {
    if (slots.tryTake()) {
      channel.closeFuture().addListener(_ -> release());
      connection.giveBack(true);
    } else {
      connection.close();
    }
  }

  private void release() {
    slots.release(this::connect);
  }

  @Override
  public boolean keep(Loop loop, UpstreamConnection connection) {
    if (retired) {
      return false;
    }
    if (slots.waiting() > 0) {
      Borrower next = slots.pollOn(loop);
      if (next != null) {
        next.onConnection(connection);
        return true;
      }
      if (slots.waiting() > 0) {
        return false; // for the one who waits elsewhere
      }
    }
    if (idle.count(loop) >= keepPerLoop) {
      return false;
    }
    idle.put(loop, connection);
    spareIfWanted();
    return true;
  }

  @Override
  public void forget(Loop loop, UpstreamConnection connection) {
    idle.remove(loop, connection);
  }

  @Override
  public void onMalformed(String why) {
    connector.logMalformed(why);
  }

  /** Those beside it probably are dead as well. */
  @Override
  public void onStale(Loop loop) {
    idle.closeAll(loop);
  }

  /** No configuration names it any more: idle connections go now, others when they are done. */
  void retire() {
    retired = true;
    idle.closeAll();
  }

  /** Closes what has been idle too long. */
  void sweep() {
    idle.closeOlderThan(System.nanoTime() - settings.pool().idle().toNanos());
  }
}
