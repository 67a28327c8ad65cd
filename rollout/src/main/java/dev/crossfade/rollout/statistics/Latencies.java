package dev.crossfade.rollout.statistics;

import java.util.Collections;
import java.util.Map;

/** An immutable distribution of latencies, as a {@link LatencySketch} counted them. */
public final class Latencies {
  /** Nothing was measured. */
  public static final Latencies NONE = new Latencies(0, new long[0]);

  /** How many classes latencies are counted in. */
  public static final int CLASSES = Buckets.COUNT;

  private final int first;

  /** By class, from the first that has any: how many are in it or in a slower one. */
  private final long[] from;

  private Latencies(int first, long[] from) {
    this.first = first;
    this.from = from;
  }

  static Latencies of(int[] counts) {
    int first = 0;
    int end = counts.length;
    while (end > 0 && counts[end - 1] == 0) {
      end--;
    }
    while (first < end && counts[first] == 0) {
      first++;
    }
    if (first == end) {
      return NONE;
    }
    long[] from = new long[end - first];
    long sum = 0;
    for (int i = end - 1; i >= first; i--) {
      sum += Integer.toUnsignedLong(counts[i]);
      from[i - first] = sum;
    }
    return new Latencies(first, from);
  }

  /** Of so many by class; a class is as {@link #forEachClass} names it. */
  public static Latencies of(Map<Integer, Long> counts) {
    if (counts.isEmpty()) {
      return NONE;
    }
    int first = Collections.min(counts.keySet());
    int last = Collections.max(counts.keySet());
    if (first < 0 || last >= Buckets.COUNT) {
      throw new IllegalArgumentException(
          "class: " + (first < 0 ? first : last) + " (expected: 0.." + (Buckets.COUNT - 1) + ")");
    }
    long[] from = new long[last - first + 1];
    long sum = 0;
    for (int i = last; i >= first; i--) {
      sum += counts.getOrDefault(i, 0L);
      from[i - first] = sum;
    }
    return new Latencies(first, from);
  }

  /** Takes one class and how many are in it. */
  @FunctionalInterface
  public interface Classes {
    void take(int number, long count);
  }

  /** All classes that have any; their numbers mean the same on every gateway. */
  public void forEachClass(Classes classes) {
    for (int i = 0; i < from.length; i++) {
      long count = from[i] - (i + 1 < from.length ? from[i + 1] : 0);
      if (count > 0) {
        classes.take(first + i, count);
      }
    }
  }

  public long total() {
    return from.length == 0 ? 0 : from[0];
  }

  public boolean isEmpty() {
    return total() == 0;
  }

  public Latencies plus(Latencies other) {
    return combined(other, 1);
  }

  /** What came after {@code earlier}, which is an older snapshot of the same. */
  public Latencies minus(Latencies earlier) {
    return combined(earlier, -1);
  }

  private Latencies combined(Latencies other, int sign) {
    if (other.from.length == 0) {
      return this;
    }
    int start = from.length == 0 ? other.first : Math.min(first, other.first);
    int end = Math.max(end(), other.end());
    long[] sum = new long[end - start];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = countFrom(start + i) + sign * other.countFrom(start + i);
      if (sum[i] < 0) {
        throw new IllegalArgumentException(
            "earlier: more than the later has from " + Buckets.start(start + i) + " µs on");
      }
    }
    return new Latencies(start, sum);
  }

  /** The latency in microseconds that a share {@code q} of them does not exceed; 0 of nothing. */
  public double quantile(double q) {
    return isEmpty() ? 0 : Buckets.middle(bucketOf(q));
  }

  /** How many are slower than that for certain: those of its own class are left out. */
  public long countAbove(double micros) {
    return countFrom(Buckets.of((long) Math.ceil(micros)) + 1);
  }

  /** The class that the quantile is in. */
  int bucketOf(double q) {
    long rank = Math.clamp((long) Math.ceil(q * total()), 1, total());
    int low = 0;
    int high = from.length - 1;
    while (low < high) { // the last class that so many are not below
      int middle = (low + high + 1) >>> 1;
      if (total() - from[middle] < rank) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return first + low;
  }

  /** How many are in this class or in a slower one. */
  long countFrom(int bucket) {
    int at = bucket - first;
    return at <= 0 ? total() : at >= from.length ? 0 : from[at];
  }

  int end() {
    return first + from.length;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Latencies that)) {
      return false;
    }
    int start = Math.min(first, that.first);
    for (int i = Math.max(end(), that.end()); i >= start; i--) {
      if (countFrom(i) != that.countFrom(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(total());
  }

  @Override
  public String toString() {
    return total() + " latencies, median " + quantile(0.5) + " µs, p95 " + quantile(0.95) + " µs";
  }
}
