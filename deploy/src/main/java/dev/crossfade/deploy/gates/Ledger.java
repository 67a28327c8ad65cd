package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries of two lists by their keys, side by side. All left ones come first. One thread.
 *
 * <p>One entry takes its key and 21 bytes in chunks of a megabyte, and eight or so in a table of
 * positions: two lists of a million entries are some 50 MB, where a map of objects would be several
 * times that, and copying one array as it grows twice that.
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

  private static final int CHUNK_BITS = 20;
  private static final int CHUNK = 1 << CHUNK_BITS;

  /** The longest key. */
  static final int LONGEST_KEY = 500;

  /** Entries one after the other, up to the position: state, length of the key, digest, key. */
  private final List<ByteBuffer> chunks = new ArrayList<>();

  /** By hash, probed one by one: where an entry is in its chunk, its chunk, plus one; 0 is free. */
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
    ByteBuffer chunk = chunk(at);
    int state = chunk.get(offset(at));
    if ((state & side) != 0) {
      state |= REPEATED;
    } else if (!hasDigest(chunk, offset(at), digest)) {
      state |= DIFFERS;
    }
    chunk.put(offset(at), (byte) (state | side));
  }

  Differences differences() {
    long onlyLeft = 0;
    long onlyRight = 0;
    long differing = 0;
    long repeated = 0;
    long bad = 0;
    List<String> examples = new ArrayList<>();
    for (ByteBuffer chunk : chunks) {
      for (int at = 0; at < chunk.position(); at = next(chunk, at)) {
        int state = chunk.get(at);
        if (state == (LEFT | RIGHT)) {
          continue;
        }
        bad++;
        onlyLeft += (state & RIGHT) == 0 ? 1 : 0;
        onlyRight += (state & LEFT) == 0 ? 1 : 0;
        differing += (state & DIFFERS) != 0 ? 1 : 0;
        repeated += (state & REPEATED) != 0 ? 1 : 0;
        if (examples.size() < EXAMPLES) {
          examples.add(new String(key(chunk, at), UTF_8));
        }
      }
    }
    return new Differences(size, bad, onlyLeft, onlyRight, differing, repeated, examples);
  }

  private int append(byte[] key, byte[] digest, int side) {
    if (chunks.isEmpty() || chunks.getLast().remaining() < HEAD + key.length) {
      chunks.add(ByteBuffer.allocate(CHUNK));
    }
    ByteBuffer chunk = chunks.getLast();
    int at = ((chunks.size() - 1) << CHUNK_BITS) | chunk.position();
    chunk.put((byte) side).putInt(key.length).put(digest, 0, DIGEST).put(key);
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
    for (int i = 0; i < chunks.size(); i++) {
      ByteBuffer chunk = chunks.get(i);
      for (int at = 0; at < chunk.position(); at = next(chunk, at)) {
        table[slot(key(chunk, at))] = ((i << CHUNK_BITS) | at) + 1;
      }
    }
  }

  private ByteBuffer chunk(int at) {
    return chunks.get(at >>> CHUNK_BITS);
  }

  private static int offset(int at) {
    return at & (CHUNK - 1);
  }

  private static int next(ByteBuffer chunk, int at) {
    return at + HEAD + chunk.getInt(at + STATE);
  }

  private static byte[] key(ByteBuffer chunk, int at) {
    byte[] key = new byte[chunk.getInt(at + STATE)];
    chunk.get(at + HEAD, key);
    return key;
  }

  private boolean hasKey(int at, byte[] key) {
    ByteBuffer chunk = chunk(at);
    int from = offset(at);
    return chunk.slice(from + HEAD, chunk.getInt(from + STATE)).equals(ByteBuffer.wrap(key));
  }

  private static boolean hasDigest(ByteBuffer chunk, int at, byte[] digest) {
    return chunk
        .slice(at + STATE + Integer.BYTES, DIGEST)
        .equals(ByteBuffer.wrap(digest, 0, DIGEST));
  }

  /** Keys that differ at their end only would else stand side by side. */
  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }
}
