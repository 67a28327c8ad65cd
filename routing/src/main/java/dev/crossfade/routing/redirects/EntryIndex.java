package dev.crossfade.routing.redirects;

/**
 * Finds the entries of a map by their {@link RedirectMap#key}, of several with one key the first,
 * which is the one that is asked: 16 to 24 bytes an entry.
 */
final class EntryIndex {
  static final int NONE = -1;

  private final long[] keys;
  private final int[] table;
  private final int mask;

  EntryIndex(RedirectMap map) {
    keys = new long[map.entries()];
    table = new int[Integer.highestOneBit(Math.max(2, keys.length)) * 4];
    mask = table.length - 1;
    for (int entry = 0; entry < keys.length; entry++) {
      keys[entry] = map.key(entry);
      int at = slot(keys[entry]);
      if (table[at] == 0) {
        table[at] = entry + 1;
      }
    }
  }

  private int slot(long key) {
    int at = (int) key & mask;
    while (table[at] != 0 && keys[table[at] - 1] != key) {
      at = at + 1 & mask;
    }
    return at;
  }

  long key(int entry) {
    return keys[entry];
  }

  /** −1: there is none. */
  int find(long key) {
    return table[slot(key)] - 1;
  }

  /** Whether an earlier entry has the same key, so that this one is never asked. */
  boolean isRepeated(int entry) {
    return find(keys[entry]) != entry;
  }
}
