package dev.crossfade.fleet.etcd;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A lease of etcd.
 *
 * @param ttl how long it had when etcd was last asked
 */
public record Lease(long id, Duration ttl) {
  public Lease {
    requireNonNull(ttl, "ttl");
  }
}
