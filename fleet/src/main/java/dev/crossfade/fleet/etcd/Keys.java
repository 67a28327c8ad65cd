package dev.crossfade.fleet.etcd;

import static java.util.Objects.requireNonNull;

/**
 * Which keys are meant.
 *
 * @param from the first one
 * @param end the first one that is not meant any more; empty: only {@code from}
 */
public record Keys(String from, String end) {
  public Keys {
    requireNonNull(from, "from");
    requireNonNull(end, "end");
    if (from.isEmpty()) {
      throw new IllegalArgumentException("from: \"\" (expected: a key)");
    }
  }

  public static Keys of(String key) {
    return new Keys(key, "");
  }

  /** All keys that start with this, which ends in an ASCII character. */
  public static Keys under(String prefix) {
    int last = prefix.length() - 1;
    return new Keys(prefix, prefix.substring(0, last) + (char) (prefix.charAt(last) + 1));
  }
}
