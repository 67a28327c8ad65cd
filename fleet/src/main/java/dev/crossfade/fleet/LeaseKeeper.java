package dev.crossfade.fleet;

import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.fleet.etcd.EtcdException;
import dev.crossfade.fleet.etcd.Lease;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lease of this process, kept alive. By the clock that is never stepped it is trusted a tenth
 * less long than etcd has promised, counted from before etcd was asked: so it is given up here
 * before etcd gives it to another, whatever the network does. One thread keeps; any may ask.
 */
final class LeaseKeeper {
  private final Etcd etcd;
  private final Duration ttl;
  private final LongSupplier nanos;

  private volatile @Nullable Held held;

  /**
   * @param until by the steady clock
   */
  private record Held(Lease lease, long until) {}

  LeaseKeeper(Etcd etcd, Duration ttl, LongSupplier nanos) {
    this.etcd = etcd;
    this.ttl = ttl;
    this.nanos = nanos;
  }

  /** Asks etcd for more time, or for a new lease where there is none any more. */
  Lease keep() throws EtcdException {
    long asked = nanos.getAsLong();
    Held now = held;
    Lease kept = now == null ? null : etcd.keepAlive(now.lease());
    if (kept == null) {
      held = null;
      asked = nanos.getAsLong();
      kept = etcd.grant(ttl);
    }
    held = new Held(kept, asked + kept.ttl().toNanos() / 10 * 9);
    return kept;
  }

  /** Whether what was put with this lease is certainly still there. */
  boolean isTrusted(long id) {
    Held now = held;
    return now != null && now.lease().id() == id && nanos.getAsLong() - now.until() < 0;
  }

  /** Ends it at once, and with it what was put under it. */
  void giveUp() throws EtcdException {
    Held now = held;
    held = null;
    if (now != null) {
      etcd.revoke(now.lease());
    }
  }
}
