package dev.crossfade.routing.redirects;

/**
 * Which entry has a key of this hash: open addressing, a number and as much of the hash as fits for
 * each place, at most half full. Entries of the same hash are found in the order they were put.
 */
final class HashTable {
  private final int[] table;
  private final int mask;
  private final int bits;
  private final int numbers;

  /**
   * @param size how many will be put
   * @param most greater than the number of each of them
   */
  HashTable(int size, int most) {
    int places = Math.max(4, Integer.highestOneBit(Math.min(1 << 28, size)) * 4);
    if (size > 0 && (long) size * 2 <= places / 2) {
      places /= 2;
    }
    table = new int[places];
    mask = places - 1;
    bits = 32 - Integer.numberOfLeadingZeros(most);
    numbers = (1 << bits) - 1;
  }

  void put(long hash, int entry) {
    int at = (int) hash & mask;
    while (table[at] != 0) {
      at = at + 1 & mask;
    }
    table[at] = mark(hash) | entry + 1;
  }

  /** Where to begin to look; {@link #next} goes on from there. */
  int first(long hash) {
    return (int) hash & mask;
  }

  /** The place of the next candidate from there; −1: there is none. */
  int next(long hash, int from) {
    int mark = mark(hash);
    int at = from & mask;
    while (table[at] != 0) {
      if ((table[at] & ~numbers) == mark) {
        return at;
      }
      at = at + 1 & mask;
    }
    return -1;
  }

  int entry(int at) {
    return (table[at] & numbers) - 1;
  }

  private int mark(long hash) {
    return (int) (hash >>> 32) & ~numbers;
  }

  long size() {
    return 16 + 4L * table.length;
  }
}
