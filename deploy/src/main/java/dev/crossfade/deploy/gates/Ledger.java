package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries of two lists by their keys, side by side. All left ones come first. One thread.
 *
 * <p>One entry takes its key and 21 bytes in one array, and eight in a table of positions: two
 * lists of a million entries are some 50 MB, where a map of objects would be several times that.
 */
final class Ledger {
  private static final int LEFT = 1;
  private static final int RIGHT = 2;
  private static final int DIFFERS = 4;
  private static final int REPEATED = 8;

  private static final int STATE = 1;
  private static final int DIGEST = 16;
  private static final int HEAD = STATE + Integer.BYTES + DIGEST;
  private static final int EXAMPLES = 5;

  /** One after the other: state, length of the key, digest, key. */
  private ByteBuffer entries = ByteBuffer.allocate(1 << 16);

  /** Positions in {@link #entries} plus one by hash, probed one by one; 0 is free. */
  private int[] table = new int[1 << 12];

  private int size;

  /**
   * What the comparison found.
   *
   * @param all keys of either list
   * @param bad those that are not alike in both, each counted once
   * @param repeated keys that are more than once in a list, whatever else is wrong with them
   * @param examples the first of the bad ones
   */
  record Differences(
      long all,
      long bad,
      long onlyLeft,
      long onlyRight,
      long differing,
      long repeated,
      List<String> examples) {
    Differences {
      examples = List.copyOf(examples);
    }
  }

  /** How many keys there are. */
  int size() {
    return size;
  }

  void left(String key, byte[] digest) {
    put(key, digest, LEFT);
  }

  void right(String key, byte[] digest) {
    put(key, digest, RIGHT);
  }

  private void put(String key, byte[] digest, int side) {
    byte[] bytes = key.getBytes(UTF_8);
    int slot = slot(bytes);
    int at = table[slot] - 1;
    if (at < 0) {
      table[slot] = append(bytes, digest, side) + 1;
      if (++size > table.length / 2) {
        grow();
      }
      return;
    }
    int state = entries.get(at);
    if ((state & side) != 0) {
      state |= REPEATED;
    } else if (!hasDigest(at, digest)) {
      state |= DIFFERS;
    }
    entries.put(at, (byte) (state | side));
  }

  Differences differences() {
    long onlyLeft = 0;
    long onlyRight = 0;
    long differing = 0;
    long repeated = 0;
    long bad = 0;
    List<String> examples = new ArrayList<>();
    for (int at = 0; at < entries.position(); at += HEAD + keyLength(at)) {
      int state = entries.get(at);
      if (state == (LEFT | RIGHT)) {
        continue;
      }
      bad++;
      onlyLeft += (state & RIGHT) == 0 ? 1 : 0;
      onlyRight += (state & LEFT) == 0 ? 1 : 0;
      differing += (state & DIFFERS) != 0 ? 1 : 0;
      repeated += (state & REPEATED) != 0 ? 1 : 0;
      if (examples.size() < EXAMPLES) {
        examples.add(new String(entries.array(), at + HEAD, keyLength(at), UTF_8));
      }
    }
    return new Differences(size, bad, onlyLeft, onlyRight, differing, repeated, examples);
  }

  private int append(byte[] key, byte[] digest, int side) {
    int needed = HEAD + key.length;
    if (entries.remaining() < needed) {
      int room = entries.position() + Math.max(needed, entries.position() / 2);
      entries = ByteBuffer.wrap(Arrays.copyOf(entries.array(), room)).position(entries.position());
    }
    int at = entries.position();
    entries.put((byte) side).putInt(key.length).put(digest, 0, DIGEST).put(key);
    return at;
  }

  /** Where the key is, or would be. */
  private int slot(byte[] key) {
    int mask = table.length - 1;
    int slot = spread(Arrays.hashCode(key)) & mask;
    while (table[slot] != 0 && !hasKey(table[slot] - 1, key)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    table = new int[table.length * 2];
    for (int at = 0; at < entries.position(); at += HEAD + keyLength(at)) {
      byte[] key = Arrays.copyOfRange(entries.array(), at + HEAD, at + HEAD + keyLength(at));
      table[slot(key)] = at + 1;
    }
  }

  private boolean hasKey(int at, byte[] key) {
    return matches(at + HEAD, keyLength(at), key, key.length);
  }

  private boolean hasDigest(int at, byte[] digest) {
    return matches(at + STATE + Integer.BYTES, DIGEST, digest, DIGEST);
  }

  private boolean matches(int at, int length, byte[] bytes, int count) {
    return Arrays.equals(entries.array(), at, at + length, bytes, 0, count);
  }

  private int keyLength(int at) {
    return entries.getInt(at + STATE);
  }

  /** Keys that differ at their end only would else stand side by side. */
  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }
}
