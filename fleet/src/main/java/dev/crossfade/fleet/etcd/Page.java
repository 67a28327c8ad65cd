package dev.crossfade.fleet.etcd;

import java.util.List;

/**
 * What keys held.
 *
 * @param cluster which cluster said so, in hex
 * @param revision when: all of etcd's changes are numbered
 * @param more there are more of them than were asked for
 */
public record Page(String cluster, long revision, List<KeyValue> values, boolean more) {
  public Page {
    values = List.copyOf(values);
  }
}
