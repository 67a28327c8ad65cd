package dev.crossfade.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values by text, asked with a part of a longer text where it stands: no substring is made. Filled
 * while a configuration is compiled, then only read.
 */
final class RegionMap<V> {
  private static final int SMALLEST = 4;

  private @Nullable String[] keys = new String[SMALLEST];
  private @Nullable Object[] values = new Object[SMALLEST];
  private int size;

  V computeIfAbsent(String key, Supplier<V> made) {
    V known = get(key, 0, key.length());
    if (known != null) {
      return known;
    }
    V value = made.get();
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    put(key, value);
    size++;
    return value;
  }

  @SuppressWarnings("unchecked") // values are put in as V only
  @Nullable V get(String text, int from, int to) {
    int mask = keys.length - 1;
    int length = to - from;
    for (int at = hash(text, from, to) & mask; ; at = at + 1 & mask) {
      String key = keys[at];
      if (key == null) {
        return null;
      }
      if (key.length() == length && text.startsWith(key, from)) {
        return (V) values[at];
      }
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** All values, for those who compile. */
  @SuppressWarnings("unchecked") // values are put in as V only
  List<V> values() {
    List<V> all = new ArrayList<>(size);
    for (Object value : values) {
      if (value != null) {
        all.add((V) value);
      }
    }
    return all;
  }

  private void put(String key, Object value) {
    int mask = keys.length - 1;
    int at = hash(key, 0, key.length()) & mask;
    while (keys[at] != null) {
      at = at + 1 & mask;
    }
    keys[at] = key;
    values[at] = value;
  }

  private void grow() {
    @Nullable String[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = Arrays.copyOf(new String[0], 2 * oldKeys.length);
    values = new Object[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      String key = oldKeys[i];
      Object value = oldValues[i];
      if (key != null && value != null) {
        put(key, value);
      }
    }
  }

  /** As {@link String#hashCode}, with its high bits mixed in; keys come from the configuration. */
  private static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash ^ hash >>> 16;
  }
}
