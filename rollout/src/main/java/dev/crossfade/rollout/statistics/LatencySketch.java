package dev.crossfade.rollout.statistics;

/**
 * Counts latencies in classes of equal relative width. Written by one thread, at the price of one
 * increment; read by others without a lock, who may see it a moment behind. 3 KB, whatever comes.
 *
 * <p>A class holds 4 billion before it begins again at zero.
 */
public final class LatencySketch {
  private final int[] counts = new int[Buckets.COUNT];

  public void record(long micros) {
    counts[Buckets.of(micros)]++;
  }

  /** What was counted so far. */
  public Latencies snapshot() {
    return Latencies.of(counts);
  }
}
