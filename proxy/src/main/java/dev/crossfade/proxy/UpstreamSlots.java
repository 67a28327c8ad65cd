package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import io.netty.util.concurrent.Future;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How many connections an endpoint may have, over all event loops, and who waits for one.
 * Thread-safe; the lock is taken only while somebody waits.
 *
 * <p>Waiters are served in their order, but a connection that is given back goes to the first of
 * its own loop: it cannot change its thread, and to close it for another loop's sake costs a
 * connect when there is least time for it. Whoever has waited for half of the patience comes first
 * wherever he is.
 */
final class UpstreamSlots {
  /** Who wants a connection. All calls come on its event loop. */
  interface Borrower {
    /** Whether it still wants one. */
    boolean isWaiting();

    void onConnection(UpstreamLine line);

    void onNoConnection(Failure failure);
  }

  /** One who waits; by identity. */
  private static final class Waiter {
    private final Loop loop;
    private final Borrower borrower;
    private final long since = System.nanoTime();
    private @Nullable Future<?> deadline;

    Waiter(Loop loop, Borrower borrower) {
      this.loop = loop;
      this.borrower = borrower;
    }
  }

  private final int most;
  private final int mostWaiting;
  private final long patienceNanos;
  private final AtomicInteger taken = new AtomicInteger();
  private final Set<Waiter> waiters = new LinkedHashSet<>();
  private final AtomicInteger waiting = new AtomicInteger();

  UpstreamSlots(Backend settings) {
    this.most = settings.pool().maxConnections();
    this.mostWaiting = settings.pool().maxPending();
    this.patienceNanos = settings.timeouts().connect().toNanos();
  }

  int taken() {
    return taken.get();
  }

  int waiting() {
    return waiting.get();
  }

  /** Takes the right to one connection, unless somebody came before. */
  boolean tryTake() {
    return waiting.get() == 0 && tryTakeAnyway();
  }

  private boolean tryTakeAnyway() {
    int now = taken.get();
    while (now < most) {
      if (taken.compareAndSet(now, now + 1)) {
        return true;
      }
      now = taken.get();
    }
    return false;
  }

  /**
   * Queues, at most for as long as a connect may take.
   *
   * @param extra how many may wait beyond the limit, because a connection will be freed for them
   * @param serve connects for the borrower with the right to one connection; on its loop
   */
  void await(Loop loop, Borrower borrower, int extra, BiConsumer<Loop, Borrower> serve) {
    Waiter waiter = new Waiter(loop, borrower);
    if (!add(waiter, extra)) {
      borrower.onNoConnection(Failure.BACKEND_BUSY);
      return;
    }
    waiter.deadline =
        loop.executor().schedule(() -> onDeadline(waiter), patienceNanos, TimeUnit.NANOSECONDS);
    serveNext(serve);
  }

  private synchronized boolean add(Waiter waiter, int extra) {
    if (waiters.size() >= mostWaiting + extra) {
      return false;
    }
    waiters.add(waiter);
    waiting.incrementAndGet();
    return true;
  }

  private synchronized boolean remove(Waiter waiter) {
    boolean removed = waiters.remove(waiter);
    if (removed) {
      waiting.decrementAndGet();
    }
    return removed;
  }

  private void onDeadline(Waiter waiter) {
    if (remove(waiter)) {
      waiter.borrower.onNoConnection(Failure.BACKEND_BUSY);
    }
  }

  /** Gives the right to one connection back. */
  void release(BiConsumer<Loop, Borrower> serve) {
    taken.decrementAndGet();
    serveNext(serve);
  }

  /** Whoever comes to wait and whoever frees a slot both look, so that nobody is overlooked. */
  private void serveNext(BiConsumer<Loop, Borrower> serve) {
    while (waiting.get() > 0 && tryTakeAnyway()) {
      Waiter eldest = pollEldest();
      if (eldest == null || eldest.loop.executor().isShuttingDown()) {
        taken.decrementAndGet();
      } else {
        clearDeadline(eldest);
        eldest
            .loop
            .executor()
            .execute(
                () -> {
                  if (eldest.borrower.isWaiting()) {
                    serve.accept(eldest.loop, eldest.borrower);
                  } else {
                    release(serve);
                  }
                });
      }
    }
  }

  private synchronized @Nullable Waiter pollEldest() {
    Iterator<Waiter> all = waiters.iterator();
    if (!all.hasNext()) {
      return null;
    }
    Waiter eldest = all.next();
    all.remove();
    waiting.decrementAndGet();
    return eldest;
  }

  private static void clearDeadline(Waiter waiter) {
    Future<?> deadline = waiter.deadline;
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  /**
   * Who gets a connection that is given back on {@code loop}; null: nobody on this loop, or one
   * elsewhere has waited too long. Called on the loop.
   */
  @Nullable Borrower pollOn(Loop loop) {
    Waiter waiter = pollFirstOn(loop);
    while (waiter != null) {
      clearDeadline(waiter);
      if (waiter.borrower.isWaiting()) {
        return waiter.borrower;
      }
      waiter = pollFirstOn(loop);
    }
    return null;
  }

  private synchronized @Nullable Waiter pollFirstOn(Loop loop) {
    for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
      Waiter waiter = all.next();
      if (waiter.loop.index() == loop.index()) {
        all.remove();
        waiting.decrementAndGet();
        return waiter;
      }
      if (System.nanoTime() - waiter.since > patienceNanos / 2) {
        return null;
      }
    }
    return null;
  }
}
