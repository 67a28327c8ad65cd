package dev.crossfade.deploy.traffic;

import dev.crossfade.rollout.statistics.Latencies;
import java.util.Arrays;

/**
 * What came of some requests in each of the last slots of time; 20 bytes a slot. A slot in which
 * there was none takes no note.
 */
final class Track {
  private static final int NEVER = Integer.MIN_VALUE;

  private final int[] slots;
  private final int[] requests;
  private final int[] errors;
  private final float[] p50;
  private final float[] p95;
  private int last = NEVER;

  Track(int size) {
    slots = new int[size];
    Arrays.fill(slots, NEVER);
    requests = new int[size];
    errors = new int[size];
    p50 = new float[size];
    p95 = new float[size];
  }

  /** What came of requests in one slot; latencies in milliseconds, NaN: nobody was answered. */
  record Cell(long requests, long errors, double p50, double p95) {
    static final Cell NONE = new Cell(0, 0, Double.NaN, Double.NaN);

    static Cell of(Counted counted) {
      Latencies latencies = counted.latencies();
      return new Cell(
          counted.requests(), counted.errors(), millis(latencies, 0.5), millis(latencies, 0.95));
    }

    private static double millis(Latencies latencies, double q) {
      return latencies.isEmpty() ? Double.NaN : latencies.quantile(q) / 1_000;
    }
  }

  void put(int slot, Cell cell) {
    int at = Math.floorMod(slot, slots.length);
    slots[at] = slot;
    requests[at] = (int) Math.min(cell.requests, Integer.MAX_VALUE);
    errors[at] = (int) Math.min(cell.errors, Integer.MAX_VALUE);
    p50[at] = (float) cell.p50;
    p95[at] = (float) cell.p95;
    last = slot;
  }

  Cell get(int slot) {
    int at = Math.floorMod(slot, slots.length);
    return slots[at] == slot ? new Cell(requests[at], errors[at], p50[at], p95[at]) : Cell.NONE;
  }

  /** Whether all it says is older than it reaches back. */
  boolean isOver(int now) {
    return now - last > slots.length;
  }
}
