package dev.crossfade.seo.live;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How much may be under way at once: pages, and bytes of their bodies. Thread-safe. */
final class Room {
  private final Semaphore pages;
  private final long mostBytes;
  private final AtomicLong bytes = new AtomicLong();

  Room(int mostPages, long mostBytes) {
    this.pages = new Semaphore(mostPages);
    this.mostBytes = mostBytes;
  }

  /** Room for one page, to be left once; null: there is none. Never waits. */
  @Nullable Place enter() {
    return pages.tryAcquire() ? new Place() : null;
  }

  /** The room of one page. One thread at a time. */
  final class Place {
    private long held;
    private boolean left;

    /** Makes room for a body; false: there is none. */
    boolean hold(byte[] body) {
      held += body.length;
      return bytes.addAndGet(body.length) <= mostBytes;
    }

    void leave() {
      if (!left) {
        left = true;
        bytes.addAndGet(-held);
        pages.release();
      }
    }
  }
}
