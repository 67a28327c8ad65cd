package dev.crossfade.proxy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Strings that come again and again, such as hosts, so that they are not made anew for every
 * request. A fixed number of places: a newcomer takes the place of who was there, so no client can
 * make it grow. On one event loop.
 */
final class Texts {
  private static final int PLACES = 512;
  private static final int LONGEST = 128;

  private final @Nullable String[] known = new String[PLACES];

  /** These bytes as Latin-1. */
  String of(byte[] in, int from, int to) {
    if (to - from > LONGEST) {
      return text(in, from, to);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + in[i];
    }
    int place = (hash ^ hash >>> 16) & (PLACES - 1);
    String there = known[place];
    if (there != null && isSame(there, in, from, to)) {
      return there;
    }
    String made = text(in, from, to);
    known[place] = made;
    return made;
  }

  private static String text(byte[] in, int from, int to) {
    return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean isSame(String text, byte[] in, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != (in[from + i] & 0xff)) {
        return false;
      }
    }
    return true;
  }
}
