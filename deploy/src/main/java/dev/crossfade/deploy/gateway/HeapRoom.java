package dev.crossfade.deploy.gateway;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/**
 * Tells whether there is memory for what somebody wants to look at: requests need theirs first, and
 * whoever asks can have the same from a process of its own.
 */
final class HeapRoom {
  /** Requests keep at least this share of the heap to themselves. */
  private static final double KEPT = 0.15;

  private static final long MB = 1 << 20;

  private HeapRoom() {}

  /** Why not, and what to do; empty: there is enough. */
  static Optional<String> lacking(long bytes, String instead) {
    long most = Runtime.getRuntime().maxMemory();
    long free = most - live() - (long) (most * KEPT);
    return bytes <= free
        ? Optional.empty()
        : Optional.of(
            "it takes about %d MB of memory and the gateway can spare %d MB (expected: more -Xmx, or %s)"
                .formatted((bytes + MB - 1) / MB, Math.max(0, free / MB), instead));
  }

  /** What was in use after the last collection, so that garbage does not count. */
  private static long live() {
    long live = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        MemoryUsage after = pool.getCollectionUsage();
        live += after == null ? 0 : after.getUsed();
      }
    }
    return live;
  }
}
