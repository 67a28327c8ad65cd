package dev.crossfade.fleet;

import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.fleet.etcd.EtcdException;
import dev.crossfade.fleet.etcd.EtcdException.Kind;
import dev.crossfade.fleet.etcd.KeyValue;
import dev.crossfade.fleet.etcd.Keys;
import dev.crossfade.fleet.etcd.Page;
import dev.crossfade.fleet.etcd.Txn;
import dev.crossfade.fleet.etcd.Txn.Op;
import dev.crossfade.fleet.etcd.Watch;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The journal's keys in etcd. One key an entry, {@code PREFIX/journal/00000000000000000042}, and
 * {@code PREFIX/journal/head} with the number of the newest. Head and entry change in one
 * transaction, which holds only while the head is what the writer has read: so numbers have no gap,
 * nobody writes over anybody, and whoever decides on an old state is refused.
 */
final class EntryStore {
  /** As many values as a page should have; fewer when they are large. */
  private static final int PAGE = 2_000;

  /** etcd takes 1.5 MB a request; the rest of it needs some of that. */
  static final int MOST_BYTES = (1 << 20) + (1 << 18);

  /** etcd takes 128 operations a transaction. */
  static final int MOST_OPS = 100;

  private final Etcd etcd;
  private final String folder;
  private final String head;

  EntryStore(Etcd etcd, String prefix) {
    this.etcd = etcd;
    this.folder = prefix + "/journal/";
    this.head = folder + "head";
  }

  /**
   * All entries at one moment.
   *
   * @param revision when that was
   */
  record Loaded(String cluster, long revision, List<JournalEntry> entries) {}

  Loaded load() throws EtcdException {
    Head _ = head(); // which must be readable too
    List<JournalEntry> entries = new ArrayList<>();
    Page page = read(0, 0, entries);
    Page first = page;
    while (page.more()) {
      page = read(entries.getLast().seq(), first.revision(), entries);
    }
    return new Loaded(first.cluster(), first.revision(), entries);
  }

  /** The entries that follow one. */
  List<JournalEntry> after(long seq) throws EtcdException {
    List<JournalEntry> entries = new ArrayList<>();
    Page page = read(seq, 0, entries);
    while (page.more()) {
      page = read(entries.getLast().seq(), 0, entries);
    }
    return entries;
  }

  private Page read(long seq, long revision, List<JournalEntry> into) throws EtcdException {
    int limit = PAGE;
    while (true) {
      try {
        Page page = etcd.get(new Keys(key(seq + 1), folder + ":"), revision, limit);
        page.values().forEach(kv -> into.add(Stored.parse(kv.key(), kv.value()).entry()));
        return page;
      } catch (EtcdException e) {
        if (e.kind() != Kind.TOO_LARGE || limit == 1) {
          throw e;
        }
        limit = Math.max(1, limit / 8);
      }
    }
  }

  /**
   * Where the store is.
   *
   * @param revision how often anything in it was changed, which only grows
   * @param seq the number of the newest entry; 0: there is none
   */
  record Head(String cluster, long revision, long seq) {}

  Head head() throws EtcdException {
    Page page = etcd.get(Keys.of(head), 0, 1);
    List<KeyValue> values = page.values();
    long seq = values.isEmpty() ? 0 : number(values.getFirst().value());
    return new Head(page.cluster(), page.revision(), seq);
  }

  /**
   * Appends entries if they are the next.
   *
   * @param last the number that the head must be
   * @param entries in order; few enough for one request
   * @return whether they are there now; not if another one came first
   * @throws EtcdException of kind {@code UNCERTAIN} if nobody knows
   */
  boolean append(long last, List<JournalEntry> entries) throws EtcdException {
    List<Op> puts = new ArrayList<>();
    String newest = "";
    for (JournalEntry entry : entries) {
      newest = new Stored(entry, UUID.randomUUID().toString()).toValue();
      puts.add(new Op.Put(key(entry.seq()), newest, 0));
    }
    long seq = entries.getLast().seq();
    puts.add(new Op.Put(head, Long.toString(seq), 0));
    Txn.If isNext =
        last == 0 ? new Txn.If.Absent(head) : new Txn.If.Holds(head, Long.toString(last));
    Txn.Done done = etcd.commit(new Txn(List.of(isNext), puts, List.of(new Op.Get(key(seq)))));
    if (done.held()) {
      return true;
    }
    Optional<String> there = done.got().getFirst().stream().map(KeyValue::value).findFirst();
    return there.filter(newest::equals).isPresent(); // ours, by a try whose answer was lost
  }

  /** What changes from a revision on. */
  Watch watch(long from) throws EtcdException {
    return etcd.watch(new Keys(folder + "0", folder + ":"), from);
  }

  void delete(List<Long> seqs) throws EtcdException {
    for (int i = 0; i < seqs.size(); i += MOST_OPS) {
      List<Op> deletes = new ArrayList<>();
      for (long seq : seqs.subList(i, Math.min(seqs.size(), i + MOST_OPS))) {
        deletes.add(new Op.Delete(Keys.of(key(seq))));
      }
      Txn.Done _ = etcd.commit(new Txn(List.of(), deletes, List.of()));
    }
  }

  private String key(long seq) {
    return folder + "%020d".formatted(seq);
  }

  private long number(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new JournalException("journal: etcd " + head + ": is no number", e);
    }
  }
}
