package dev.crossfade.routing.redirects;

import java.util.Arrays;

/**
 * Bytes of all entries, one behind the other, in chunks, so that growing copies nothing. No piece
 * lies in two chunks. Filled by one thread, then read by all.
 */
final class Arena {
  private static final int BITS = 18;
  private static final int CHUNK = 1 << BITS;
  private static final int MOST = 1 << (31 - BITS);

  private byte[][] chunks = {};
  private int count;
  private int at = CHUNK;

  /**
   * Takes a piece of that many bytes at most; what is not used is given back by {@link #end}.
   *
   * @return its address; −1: it is full, after 2 GB
   */
  int begin(int atMost) {
    if (atMost > CHUNK) {
      throw new IllegalArgumentException("piece: " + atMost + " (expected: at most " + CHUNK + ")");
    }
    if (at + atMost > CHUNK) {
      if (count == MOST) {
        return -1;
      }
      trim();
      if (count == chunks.length) {
        chunks = Arrays.copyOf(chunks, Math.max(8, count * 2));
      }
      chunks[count++] = new byte[CHUNK];
      at = 0;
    }
    return (count - 1) << BITS | at;
  }

  void end(int used) {
    at += used;
  }

  /** Gives back what the last chunk does not need. */
  void trim() {
    if (count > 0 && chunks[count - 1].length > at && at + (CHUNK >> 6) < CHUNK) {
      chunks[count - 1] = Arrays.copyOf(chunks[count - 1], at);
    }
  }

  byte[] chunk(int address) {
    return chunks[address >>> BITS];
  }

  static int offset(int address) {
    return address & CHUNK - 1;
  }

  long size() {
    long size = 16L + 8L * chunks.length;
    for (int i = 0; i < count; i++) {
      size += 16 + chunks[i].length;
    }
    return size;
  }
}
