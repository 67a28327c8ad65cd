package dev.crossfade.cohorts;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds a cookie in a Cookie header (RFC 6265 §4.2), without taking the others apart. */
public final class Cookies {
  private Cookies() {}

  /** The value of the first cookie of this name; null: it is not there. */
  public static @Nullable String find(String header, String name) {
    byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
    long place = find(bytes, 0, bytes.length, name);
    return place < 0
        ? null
        : new String(bytes, from(place), to(place) - from(place), StandardCharsets.ISO_8859_1);
  }

  /** Where a value begins that was found. */
  public static int from(long place) {
    return (int) (place >>> 32);
  }

  /** Where a value ends that was found. */
  public static int to(long place) {
    return (int) place;
  }

  /** Where the value stands in the bytes of a header's value, for those who look; −1: nowhere. */
  public static long find(byte[] in, int from, int to, String name) {
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
    return -1;
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
  private static long value(byte[] in, int from, int to) {
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
    return (long) start << 32 | end;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
