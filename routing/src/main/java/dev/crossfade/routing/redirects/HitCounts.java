package dev.crossfade.routing.redirects;

import java.util.Arrays;

/**
 * How often each source was asked for, by its {@link RedirectMap#key}, of those that were, and how
 * often of that by crawlers. Does not change once it is made.
 */
public final class HitCounts {
  public static final HitCounts NONE = new Builder(0).build();

  private final long[] keys;
  private final long[] counts;
  private final long[] crawlers;
  private final int[] seconds;
  private final int[] table;
  private final long since;

  private HitCounts(long[] keys, long[] counts, long[] crawlers, int[] seconds, long since) {
    this.keys = keys;
    this.counts = counts;
    this.crawlers = crawlers;
    this.since = since;
    this.seconds = seconds;
    this.table = new int[Math.max(4, Integer.highestOneBit(keys.length) * 4)];
    for (int i = 0; i < keys.length; i++) {
      int at = (int) keys[i] & (table.length - 1);
      while (table[at] != 0) {
        at = (at + 1) & (table.length - 1);
      }
      table[at] = i + 1;
    }
  }

  public int size() {
    return keys.length;
  }

  public long key(int i) {
    return keys[i];
  }

  public long count(int i) {
    return counts[i];
  }

  /** How many of them were crawlers'. */
  public long crawlers(int i) {
    return crawlers[i];
  }

  /** When it was asked for last, in seconds since 1970, unsigned. */
  public int seconds(int i) {
    return seconds[i];
  }

  /** When counting began, in seconds since 1970; 0: nobody knows. */
  public long since() {
    return since;
  }

  /** −1: it was never asked for. */
  public int find(long key) {
    int at = (int) key & (table.length - 1);
    while (table[at] != 0) {
      if (keys[table[at] - 1] == key) {
        return table[at] - 1;
      }
      at = (at + 1) & (table.length - 1);
    }
    return -1;
  }

  /** Collects counts; for one thread. */
  public static final class Builder {
    private long[] keys;
    private long[] counts;
    private long[] crawlers;
    private int[] seconds;
    private long since;
    private int size;

    public Builder(int capacity) {
      keys = new long[Math.max(1, capacity)];
      counts = new long[keys.length];
      crawlers = new long[keys.length];
      seconds = new int[keys.length];
    }

    public Builder since(long epochSecond) {
      since = epochSecond;
      return this;
    }

    public Builder add(long key, long count, long ofCrawlers, int second) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, size * 2);
        counts = Arrays.copyOf(counts, size * 2);
        crawlers = Arrays.copyOf(crawlers, size * 2);
        seconds = Arrays.copyOf(seconds, size * 2);
      }
      keys[size] = key;
      counts[size] = count;
      crawlers[size] = ofCrawlers;
      seconds[size++] = second;
      return this;
    }

    public HitCounts build() {
      return new HitCounts(
          Arrays.copyOf(keys, size),
          Arrays.copyOf(counts, size),
          Arrays.copyOf(crawlers, size),
          Arrays.copyOf(seconds, size),
          since);
    }
  }
}
