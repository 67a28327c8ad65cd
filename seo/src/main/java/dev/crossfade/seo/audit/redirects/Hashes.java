package dev.crossfade.seo.audit.redirects;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.crossfade.seo.url.WebUrl;

/**
 * A set of addresses, kept as hashes of 64 bits: a million take 16 MB. Two that share one are taken
 * for one, which among a million happens once in thirty million sets.
 */
final class Hashes {
  private long[] table = new long[1 << 10];
  private int size;

  void add(WebUrl url) {
    if (2 * size >= table.length) {
      grow();
    }
    size += put(table, hash(url)) ? 1 : 0;
  }

  boolean has(WebUrl url) {
    long hash = hash(url);
    int at = place(table, hash);
    return table[at] == hash;
  }

  int size() {
    return size;
  }

  private void grow() {
    long[] larger = new long[2 * table.length];
    for (long hash : table) {
      if (hash != 0) {
        put(larger, hash);
      }
    }
    table = larger;
  }

  private static boolean put(long[] into, long hash) {
    int at = place(into, hash);
    boolean isNew = into[at] == 0;
    into[at] = hash;
    return isNew;
  }

  /** Where it is, or the free place where it would be. */
  private static int place(long[] table, long hash) {
    int at = (int) hash & (table.length - 1);
    while (table[at] != 0 && table[at] != hash) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }

  private static long hash(WebUrl url) {
    long hash = Hashing.xxh3_64().hashCharsToLong(url.toString());
    return hash == 0 ? 1 : hash; // 0 is a free place
  }
}
