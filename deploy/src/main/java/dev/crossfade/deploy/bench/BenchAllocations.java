package dev.crossfade.deploy.bench;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the threads of this process have allocated.
 *
 * @param total bytes on the heap, of threads that ended too
 * @param byThread of those that live, by their names
 */
record BenchAllocations(long total, Map<String, Long> byThread) {
  private static final com.sun.management.ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);

  /** A thread that made less is not told of. */
  private static final double LEAST_SHARE = 0.001;

  static BenchAllocations now() {
    long[] ids = THREADS.getAllThreadIds();
    long[] bytes = THREADS.getThreadAllocatedBytes(ids);
    Map<String, Long> byThread = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      var info = THREADS.getThreadInfo(ids[i]);
      if (info != null && bytes[i] >= 0) {
        byThread.merge(info.getThreadName(), bytes[i], Long::sum);
      }
    }
    return new BenchAllocations(THREADS.getTotalThreadAllocatedBytes(), byThread);
  }

  /** What was allocated between the two, most first. */
  BenchAllocations since(BenchAllocations before) {
    long made = total - before.total;
    Map<String, Long> since = new LinkedHashMap<>();
    byThread.entrySet().stream()
        .map(
            e -> Map.entry(e.getKey(), e.getValue() - before.byThread.getOrDefault(e.getKey(), 0L)))
        .filter(e -> e.getValue() > made * LEAST_SHARE)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(e -> since.put(e.getKey(), e.getValue()));
    return new BenchAllocations(made, since);
  }
}
