package dev.crossfade.routing.redirects;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The starts that many addresses share, each kept once. A bounded number: where every page has a
 * folder of its own, sharing would cost more than it saves.
 */
final class Folders {
  /** What is not shared. */
  static final int NONE = 0;

  private static final int MOST = 1 << 14;
  private static final byte[] EMPTY = {};

  private byte[][] folders = new byte[64][];
  private int count = 1;
  private int[] table = new int[256];
  private int last;
  private int beforeLast;

  Folders() {
    folders[NONE] = EMPTY;
  }

  /** The number of the folder that these first characters are; {@link #NONE}: there is no room. */
  int of(String text, int length) {
    if (length < 2) {
      return NONE;
    }
    if (isSame(folders[last], text, length)) {
      return last;
    }
    if (isSame(folders[beforeLast], text, length)) {
      int found = beforeLast;
      beforeLast = last;
      last = found;
      return found;
    }
    int found = find(text, length);
    beforeLast = last;
    last = found;
    return found;
  }

  private int find(String text, int length) {
    int mask = table.length - 1;
    int slot = (int) Keys.path(text, length, 0) & mask;
    while (table[slot] != 0) {
      if (isSame(folders[table[slot]], text, length)) {
        return table[slot];
      }
      slot = slot + 1 & mask;
    }
    if (count == MOST) {
      return NONE;
    }
    if (count == folders.length) {
      grow();
      return find(text, length);
    }
    folders[count] = text.substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
    table[slot] = count;
    return count++;
  }

  private void grow() {
    folders = Arrays.copyOf(folders, folders.length * 2);
    table = new int[folders.length * 4];
    int mask = table.length - 1;
    for (int i = 1; i < count; i++) {
      int slot = (int) Keys.bytes(folders[i], 0, folders[i].length) & mask;
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = i;
    }
  }

  private static boolean isSame(byte[] folder, String text, int length) {
    if (folder.length != length) {
      return false;
    }
    for (int i = length - 1; i >= 0; i--) { // folders differ at their end
      if (folder[i] != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  byte[] bytes(int folder) {
    return folders[folder];
  }

  long size() {
    long size = 32L + 8L * folders.length + 4L * table.length;
    for (int i = 0; i < count; i++) {
      size += 24 + folders[i].length;
    }
    return size;
  }
}
