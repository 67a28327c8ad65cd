package dev.crossfade.fleet;

import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.fleet.etcd.EtcdException;
import dev.crossfade.fleet.etcd.KeyValue;
import dev.crossfade.fleet.etcd.Keys;
import dev.crossfade.fleet.etcd.Lease;
import dev.crossfade.fleet.etcd.Txn;
import java.util.List;
import java.util.Optional;

/**
 * Who leads: whose id is at {@code PREFIX/leader}, put there under a lease when nobody's was. The
 * key goes with the lease, and the next one who looks has it.
 *
 * <p>A process may be paused between looking whether it leads and writing what it then decided.
 * That does no harm: what it writes is appended to the journal only after the entry it has read.
 */
final class Leadership {
  private final Etcd etcd;
  private final String key;
  private final String id;
  private final LeaseKeeper keeper;

  /** The lease under which this process leads; 0: it does not. */
  private volatile long lease;

  private volatile Optional<String> leader = Optional.empty();

  Leadership(Etcd etcd, String prefix, String id, LeaseKeeper keeper) {
    this.etcd = etcd;
    this.key = prefix + "/leader";
    this.id = id;
    this.keeper = keeper;
  }

  /** Looks who leads, and leads if nobody does. */
  void campaign(Lease held) throws EtcdException {
    List<KeyValue> there = etcd.get(Keys.of(key), 0, 1).values();
    if (there.isEmpty()) {
      Txn.Done done =
          etcd.commit(
              new Txn(
                  List.of(new Txn.If.Absent(key)),
                  List.of(new Txn.Op.Put(key, id, held.id())),
                  List.of(new Txn.Op.Get(key))));
      there =
          done.held()
              ? List.of(new KeyValue(key, id, done.revision(), done.revision(), held.id()))
              : done.got().getFirst();
    }
    leader = there.stream().map(KeyValue::value).findFirst();
    boolean ours = there.stream().anyMatch(kv -> kv.value().equals(id) && kv.lease() == held.id());
    lease = ours ? held.id() : 0;
  }

  boolean leads() {
    long now = lease;
    return now != 0 && keeper.isTrusted(now);
  }

  /** Whoever led when it was last looked at. */
  Optional<String> leader() {
    return leader;
  }

  void giveUp() {
    lease = 0;
  }
}
