package dev.crossfade.rollout.statistics;

import java.util.Arrays;

/**
 * Counts distinct visitors of one arm, by keeping those whose hash falls below a threshold that
 * halves as it fills: each visitor counts once or never, however many requests they send.
 *
 * <p>Any thread may add; most visitors are turned away by one comparison, known ones by a look into
 * the table, and only a new one takes the lock. 32 KB, whatever comes. A hash must be even over all
 * bits, and the same for the same visitor; for two arms to be compared, of one kind.
 */
public final class VisitorSample {
  private static final int SIZE = 4096;
  private static final int FULL = SIZE * 3 / 4;

  private volatile int level;
  private volatile long[] table = new long[SIZE];

  /** By leading zeros of their hash, how many are kept; guarded by this. */
  private final long[] kept = new long[Long.SIZE + 1];

  private int size;

  public void add(long hash) {
    long entry = hash == 0 ? 1 : hash; // 0 marks a free place
    if (Long.numberOfLeadingZeros(entry) < level) {
      return;
    }
    long[] current = table;
    if (current[place(current, entry)] != entry) {
      insert(entry);
    }
  }

  /** How many are kept, by level. */
  public synchronized Visitors snapshot() {
    return Visitors.of(level, kept);
  }

  private synchronized void insert(long entry) {
    int zeros = Long.numberOfLeadingZeros(entry);
    int place = place(table, entry);
    if (zeros < level || table[place] == entry) {
      return;
    }
    table[place] = entry;
    kept[zeros]++;
    size++;
    while (size >= FULL) {
      halve();
    }
  }

  private void halve() {
    size -= (int) kept[level];
    kept[level] = 0;
    int next = level + 1;
    long[] smaller = new long[SIZE];
    Arrays.stream(table)
        .filter(entry -> entry != 0 && Long.numberOfLeadingZeros(entry) >= next)
        .forEach(entry -> smaller[place(smaller, entry)] = entry);
    table = smaller;
    level = next;
  }

  /** Where it is, or else where it would be. */
  private static int place(long[] table, long entry) {
    int place = (int) entry & (SIZE - 1);
    while (table[place] != 0 && table[place] != entry) {
      place = (place + 1) & (SIZE - 1);
    }
    return place;
  }
}
