package dev.crossfade.fleet.etcd;

import static java.util.Objects.requireNonNull;

/**
 * A key and what it holds.
 *
 * @param created the revision that made the key
 * @param modified the revision that put what it holds
 * @param lease what the key goes with; 0: it stays
 */
public record KeyValue(String key, String value, long created, long modified, long lease) {
  public KeyValue {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
  }
}
