package dev.crossfade.cohorts;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * Puts visitors into one of 10,000 buckets, evenly. Each salt makes an arrangement of its own, so
 * that a visitor's bucket in one unit says nothing about the one in another. Exposure of 25 %
 * admits buckets 0–2,499: raising it never moves anyone back.
 */
public final class Buckets {
  public static final int COUNT = 10_000;

  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private final long salt;

  private Buckets(long salt) {
    this.salt = salt;
  }

  /** The hash that everything here is made with. */
  public static long hash(CharSequence text) {
    return HASHER.hashCharsToLong(text);
  }

  /** The same for a text of one visitor. */
  public static long hash(long visitor, CharSequence text) {
    return HASHER.hashLongLongToLong(visitor, hash(text));
  }

  public static Buckets salted(String salt) {
    return new Buckets(HASHER.hashCharsToLong(salt));
  }

  /**
   * From 0 to 9,999, for a visitor's key or the hash of a URL. The high half of a product is even
   * where a remainder would not be.
   */
  public int of(long key) {
    long hash = HASHER.hashLongLongToLong(salt, key);
    return (int) Math.unsignedMultiplyHigh(hash, COUNT);
  }
}
