package dev.crossfade.routing.redirects;

/**
 * Which entry has a key of this hash: open addressing, an entry and some bits of the hash for each
 * place, at most half full. Entries of the same hash are found in the order they were put.
 *
 * <p>An entry is what {@link Entries#entry} says: its number and where it lies, so that who has
 * found it need not look that up in another table, which would be one more wait for memory.
 */
final class HashTable {
  private final long[] table;
  private final int mask;

  /**
   * @param size how many will be put
   */
  HashTable(int size) {
    int places = Math.max(4, Integer.highestOneBit(Math.min(1 << 28, size)) * 4);
    if (size > 0 && (long) size * 2 <= places / 2) {
      places /= 2;
    }
    table = new long[places];
    mask = places - 1;
  }

  void put(long hash, long entry) {
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
    long mark = mark(hash);
    int at = from & mask;
    while (table[at] != 0) {
      if ((table[at] & ~Entries.ALL) == mark) {
        return at;
      }
      at = at + 1 & mask;
    }
    return -1;
  }

  long entry(int at) {
    return (table[at] & Entries.ALL) - 1;
  }

  /** Entries lie elsewhere now: each is asked where. */
  void relink(Entries entries) {
    for (int at = 0; at < table.length; at++) {
      if (table[at] != 0) {
        long now = entries.entry(Entries.number(entry(at)));
        table[at] = (table[at] & ~Entries.ALL) | now + 1;
      }
    }
  }

  private static long mark(long hash) {
    return hash & ~Entries.ALL;
  }

  long size() {
    return 16 + 8L * table.length;
  }
}
