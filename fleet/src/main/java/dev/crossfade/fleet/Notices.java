package dev.crossfade.fleet;

import static java.util.Objects.requireNonNull;

import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.fleet.etcd.EtcdException;
import dev.crossfade.fleet.etcd.KeyValue;
import dev.crossfade.fleet.etcd.Keys;
import dev.crossfade.fleet.etcd.Lease;
import dev.crossfade.fleet.etcd.Txn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the leader tells the others, at {@code PREFIX/notices/TOPIC} under its lease: what a dead
 * leader said goes with it. Nothing here is durable, and the newest text of a topic is all there
 * is.
 */
final class Notices {
  private static final int MOST_TOPICS = 1_000;

  private final Etcd etcd;
  private final String folder;
  private final String leaderKey;
  private final String id;
  private final Map<String, String> posted = new ConcurrentHashMap<>();
  private volatile Map<String, String> read = Map.of();

  // Of who exchanges.
  private final Map<String, String> written = new HashMap<>();
  private long writtenUnder;

  /**
   * @param id of this process, which is the value of the leader's key when it leads
   */
  Notices(Etcd etcd, String prefix, String id) {
    this.etcd = etcd;
    this.folder = prefix + "/notices/";
    this.leaderKey = prefix + "/leader";
    this.id = id;
  }

  /** To be told with the next exchange as long as this gateway leads. */
  void post(String topic, String text) {
    posted.put(requireNonNull(topic, "topic"), requireNonNull(text, "text"));
  }

  /** What the leader told last, of what was read at the last exchange. */
  Optional<String> read(String topic) {
    return Optional.ofNullable(read.get(topic));
  }

  /** Writes what is new, or reads what there is. One thread at a time. */
  void exchange(Lease lease, boolean leads) throws EtcdException {
    if (!leads) {
      written.clear();
      posted.clear();
      Map<String, String> now = new HashMap<>();
      for (KeyValue kv : etcd.get(Keys.under(folder), 0, MOST_TOPICS).values()) {
        now.put(kv.key().substring(folder.length()), kv.value());
      }
      read = Map.copyOf(now);
      return;
    }
    if (writtenUnder != lease.id()) {
      written.clear();
      writtenUnder = lease.id();
    }
    for (Map.Entry<String, String> notice : Map.copyOf(posted).entrySet()) {
      if (!notice.getValue().equals(written.get(notice.getKey()))) {
        Txn.Done done =
            etcd.commit(
                new Txn(
                    List.of(new Txn.If.Holds(leaderKey, id)),
                    List.of(
                        new Txn.Op.Put(folder + notice.getKey(), notice.getValue(), lease.id())),
                    List.of()));
        if (!done.held()) {
          return; // another leads by now, which the next look tells
        }
        written.put(notice.getKey(), notice.getValue());
      }
    }
  }
}
