package dev.crossfade.routing.redirects;

import com.dynatrace.hash4j.hashing.ByteAccess;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * Hashes of what is asked for. The path is hashed once, the host and the query are mixed in, so
 * that one path can be looked up for its host and for any, with its query and without.
 */
final class Keys {
  private static final Hasher64 HASHER = Hashing.xxh3_64();
  private static final ByteAccess<String> ASCII = new Ascii();

  /** Odd, so that each step and each form has a hash of its own. */
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private Keys() {}

  static long path(String path, int end, int form) {
    return HASHER.hashBytesToLong(path, 0, end, ASCII) + form * STEP;
  }

  static long withHost(long path, long host) {
    return HASHER.hashLongLongToLong(path, host);
  }

  static long withQuery(long key, long query) {
    return HASHER.hashLongLongToLong(key + STEP, query);
  }

  static long text(String text) {
    return HASHER.hashBytesToLong(text, 0, text.length(), ASCII);
  }

  /**
   * Copies a string of ASCII; where the bytes end. A third of what a loop takes to compile a map.
   */
  @SuppressWarnings("deprecation") // it drops the high bytes, of which ASCII has none
  static int copy(String text, int from, int to, byte[] into, int at) {
    text.getBytes(from, to, into, at);
    return at + to - from;
  }

  /** The same as {@link #path}, for one who has many to hash and a place for the bytes. */
  static long path(String path, int form, byte[] place) {
    int end = copy(path, 0, path.length(), place, 0);
    return HASHER.hashBytesToLong(place, 0, end) + form * STEP;
  }

  static long bytes(byte[] bytes, int from, int length) {
    return HASHER.hashBytesToLong(bytes, from, length);
  }

  /** The hash of a path grows by a character, so that each of its borders has one on the way. */
  static long grow(long hash, char c) {
    return (hash ^ c) * 0x100000001B3L;
  }

  /** What has grown, mixed well enough to be a key. */
  static long grown(long hash, int form) {
    long mixed = (hash ^ hash >>> 32) * STEP + form * STEP;
    return mixed ^ mixed >>> 29;
  }

  /** A string of ASCII as bytes where it stands. */
  private static final class Ascii implements ByteAccess<String> {
    @Override
    public byte getByte(String text, long at) {
      return (byte) text.charAt((int) at);
    }

    @Override
    public int getInt(String text, long at) {
      int i = (int) at;
      return (text.charAt(i) & 0xff)
          | (text.charAt(i + 1) & 0xff) << 8
          | (text.charAt(i + 2) & 0xff) << 16
          | (text.charAt(i + 3) & 0xff) << 24;
    }

    @Override
    public long getLong(String text, long at) {
      return (getInt(text, at) & 0xffffffffL) | (long) getInt(text, at + 4) << 32;
    }
  }
}
