package dev.crossfade.cohorts;

import org.jspecify.annotations.Nullable;

/**
 * Finds a parameter in a query as it is written: nothing is decoded, so that {@code a%62=1} is no
 * {@code ab}. As with {@link Cookies}, the first of a name counts.
 */
public final class Parameters {
  private Parameters() {}

  /** Where the value stands, empty for a parameter without {@code =}; −1: nowhere. */
  static long find(String query, String name) {
    int at = 0;
    while (at < query.length()) {
      int end = query.indexOf('&', at);
      if (end < 0) {
        end = query.length();
      }
      int nameEnd = at + name.length();
      if (nameEnd <= end && query.startsWith(name, at)) {
        if (nameEnd == end) {
          return place(end, end);
        }
        if (query.charAt(nameEnd) == '=') {
          return place(nameEnd + 1, end);
        }
      }
      at = end + 1;
    }
    return -1;
  }

  /** The value, empty for a parameter without {@code =}; null: it is not there. */
  public static @Nullable String value(String query, String name) {
    long place = find(query, name);
    return place < 0 ? null : query.substring(from(place), to(place));
  }

  private static long place(int from, int to) {
    return (long) from << 32 | to;
  }

  /** Where a value begins that was found. */
  static int from(long place) {
    return (int) (place >>> 32);
  }

  /** Where a value ends that was found. */
  static int to(long place) {
    return (int) place;
  }
}
