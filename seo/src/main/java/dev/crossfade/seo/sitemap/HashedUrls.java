package dev.crossfade.seo.sitemap;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;

/**
 * A set of URLs that remembers only hashes of 56 bits: twelve to twenty-four bytes for each,
 * however long they are. Among a million URLs two are taken for one with a chance of one in a
 * hundred thousand. One thread at a time.
 */
public final class HashedUrls {
  private static final int SMALLEST = 1 << 10;

  private long[] places = new long[SMALLEST];
  private int count;

  /** True: it was not there. */
  public boolean add(String url) {
    return add(hash(url));
  }

  public boolean contains(String url) {
    return containsHash(hash(url));
  }

  /** The same for one whose {@link #hash} is known; 0 is that of none. */
  public boolean containsHash(long hash) {
    return hash != 0 && places[place(places, hash)] == hash;
  }

  private boolean add(long hash) {
    int place = place(places, hash);
    if (places[place] == hash) {
      return false;
    }
    places[place] = hash;
    if (++count > places.length / 3 * 2) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[places.length * 2];
    Arrays.stream(places)
        .filter(hash -> hash != 0)
        .forEach(hash -> larger[place(larger, hash)] = hash);
    places = larger;
  }

  /** Where it is or, when it is not, would be. */
  private static int place(long[] places, long hash) {
    int at = (int) hash & (places.length - 1);
    while (places[at] != 0 && places[at] != hash) {
      at = at + 1 & (places.length - 1);
    }
    return at;
  }

  /**
   * Of 56 bits, so that who keeps one has a byte beside it; never zero, which is an empty place.
   */
  public static long hash(String url) {
    long hash = Hashing.xxh3_64().hashCharsToLong(url) >>> 8;
    return hash == 0 ? 1 : hash;
  }

  public int size() {
    return count;
  }
}
