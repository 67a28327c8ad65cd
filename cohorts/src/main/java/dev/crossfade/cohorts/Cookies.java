package dev.crossfade.cohorts;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds a cookie in a Cookie header (RFC 6265 §4.2), without taking the others apart. */
public final class Cookies {
  private Cookies() {}

  /** The value of the first cookie of this name; null: it is not there. */
  public static @Nullable String find(String header, String name) {
    byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
    return find(bytes, 0, bytes.length, name);
  }

  /** The same in the bytes of a header's value, which are Latin-1. */
  public static @Nullable String find(byte[] in, int from, int to, String name) {
    int at = from;
    while (at < to) {
      while (at < to && isBlank(in[at])) {
        at++;
      }
      int end = at;
      while (end < to && in[end] != ';') {
        end++;
      }
      int equals = at + name.length();
      if (equals < end && in[equals] == '=' && startsAt(in, at, name)) {
        return value(in, equals + 1, end);
      }
      at = end + 1;
    }
    return null;
  }

  private static boolean startsAt(byte[] in, int from, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (in[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Without blanks around it, and without the quotes that some put there. */
  private static String value(byte[] in, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isBlank(in[start])) {
      start++;
    }
    while (end > start && isBlank(in[end - 1])) {
      end--;
    }
    if (end - start >= 2 && in[start] == '"' && in[end - 1] == '"') {
      start++;
      end--;
    }
    return new String(in, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
