package dev.crossfade.routing;

import dev.crossfade.cohorts.Buckets;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which storefront rendered which page for whom, so that the images and scripts of a page come from
 * where the page came from, also when the exposure has changed in between. A table of fixed size
 * that newer pages overwrite: who is forgotten is decided anew, which is right but for that moment.
 * Thread-safe without locks.
 */
public final class PageMemory {
  private static final int PLACES = 1 << 16;

  /** The low bits tell the backend, all others whose page it is. */
  private static final int BACKENDS = 1 << 6;

  private final AtomicLongArray places = new AtomicLongArray(PLACES);

  /**
   * A page was answered.
   *
   * @param backend its number, below 63; others are not remembered
   */
  void onPage(long visitor, String path, int backend) {
    if (backend >= 0 && backend < BACKENDS - 1) {
      long hash = hash(visitor, path);
      places.setRelease(place(hash), (hash & -BACKENDS) | (backend + 1));
    }
  }

  /** The backend's number; −1: nobody remembers. */
  int backendOf(long visitor, String path) {
    long hash = hash(visitor, path);
    long kept = places.getAcquire(place(hash));
    boolean same = (kept & -BACKENDS) == (hash & -BACKENDS);
    return same ? (int) (kept & (BACKENDS - 1)) - 1 : -1;
  }

  private static int place(long hash) {
    return (int) (hash >>> 48);
  }

  private static long hash(long visitor, String path) {
    return Buckets.hash(visitor, path);
  }
}
