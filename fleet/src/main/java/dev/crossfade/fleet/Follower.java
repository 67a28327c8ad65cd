package dev.crossfade.fleet;

import dev.crossfade.fleet.EntryStore.Loaded;
import dev.crossfade.fleet.etcd.EtcdException;
import dev.crossfade.fleet.etcd.EtcdException.Kind;
import dev.crossfade.fleet.etcd.Watch;
import dev.crossfade.rollout.journal.Entries;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the mirror what the store is, with two threads of its own.
 *
 * <p>One watches, from the revision of the load on; a watch that ends is begun again where it
 * ended, and where etcd has compacted that away everything is read anew. The other looks at the
 * head twice a second: that says whether the store is there, brings what a watch has missed, and
 * ends a watch that has fallen silent, which no watch notices by itself.
 *
 * <p>A store that has less than is known here, or something else, is not followed: it was lost or
 * restored from an old backup. Visitors then stay where they are until a person has looked.
 */
final class Follower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Follower.class);
  private static final long PAUSE_MS = 500;

  private final EntryStore store;
  private final Mirror mirror;
  private final Contact contact;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /** What comes next was changed after this; negative: everything is to be read. */
  private volatile long revision = -1;

  private volatile String cluster = "";

  /** A look at the head found what the watch had not told, and it has told nothing since. */
  private volatile boolean silent;

  Follower(EntryStore store, Mirror mirror, Contact contact) {
    this.store = store;
    this.mirror = mirror;
    this.contact = contact;
  }

  void onNews(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Takes what the store has, for the start: after it was given what it lacks.
   *
   * @param known by this gateway, from before
   * @throws JournalException an entry cannot be read, or another gateway gives it something else
   */
  void begin(Supplier<Entries> known) throws EtcdException {
    Loaded loaded = store.load();
    List<JournalEntry> missing = Restoring.missing(known.get(), loaded);
    if (!missing.isEmpty()) {
      Restoring.write(store, Entries.of(loaded.entries()).lastSeq(), missing);
      loaded = store.load();
    }
    Optional<String> conflict = conflict(mirror.entries(), loaded);
    if (conflict.isPresent()) {
      log.warn("{}: the store counts, and what was known here is dropped", conflict.get());
    }
    mirror.replace(loaded.entries());
    take(loaded);
  }

  void start() {
    threads.add(Thread.ofVirtual().name("journal-watch").start(() -> repeat(this::follow)));
    threads.add(Thread.ofVirtual().name("journal-pulse").start(() -> repeat(this::look)));
  }

  /** Reads what is new at once, since somebody else was faster. */
  void catchUp() throws EtcdException {
    if (mirror.add(store.after(mirror.entries().lastSeq()))) {
      tell();
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws EtcdException;
  }

  private void repeat(Work work) {
    while (!closed) {
      try {
        work.run();
      } catch (EtcdException | JournalException e) {
        if (!closed) {
          onFailure(e);
        }
      } catch (RuntimeException e) {
        log.error("the journal could not be followed", e);
      }
      pause();
    }
  }

  private void onFailure(Exception e) {
    if (e instanceof EtcdException etcd && etcd.kind() == Kind.COMPACTED) {
      log.info("{}; the journal is read as a whole", e.getMessage());
      revision = -1;
      return;
    }
    if (e instanceof JournalException) {
      revision = -1; // an entry that is none, or not ours: until everything can be read
    }
    contact.lost(String.valueOf(e.getMessage()));
  }

  private void follow() throws EtcdException {
    long from = revision < 0 ? reread() : revision;
    try (Watch now = store.watch(from + 1)) {
      watch.set(now);
      silent = false;
      while (!closed && revision >= 0) { // negative: since a look before this watch could be ended
        hear(now.next());
      }
    } catch (EtcdException e) {
      if (e.kind() == Kind.COMPACTED) {
        throw e;
      }
      log.debug("{}", e.getMessage()); // whether the store is away is for the other thread to say
    } finally {
      watch.set(null);
    }
  }

  /**
   * Reads everything while others go on: entries are appended here, and looked up, meanwhile. What
   * was known before the store was asked must be in its answer; what came since need not be, and
   * stays.
   *
   * @return the revision of the answer
   */
  private long reread() throws EtcdException {
    Entries known = mirror.entries();
    Loaded loaded = store.load();
    Optional<String> conflict = conflict(known, loaded);
    if (conflict.isPresent()) {
      throw new JournalException(
          conflict.get()
              + "; nothing is written to it (expected: the store as it was, or a restart of one"
              + " gateway, which writes what it knows to a store that lacks it)");
    }
    mirror.renew(loaded.entries());
    take(loaded);
    tell();
    contact.made();
    return loaded.revision();
  }

  private void hear(Watch.News news) {
    silent = false;
    List<JournalEntry> entries = new ArrayList<>();
    List<Long> gone = new ArrayList<>();
    for (Watch.Event event : news.events()) {
      switch (event) {
        case Watch.Event.Put(var now) -> entries.add(Stored.parse(now.key(), now.value()).entry());
        case Watch.Event.Deleted(String key) -> gone.add(Stored.number(key));
      }
    }
    boolean more = mirror.add(entries);
    if (!gone.isEmpty()) {
      mirror.forget(gone);
    }
    revision = Math.max(revision, news.revision());
    if (more) {
      tell();
    }
  }

  private void look() throws EtcdException {
    if (revision < 0) {
      return; // the other thread reads everything, or says why it cannot
    }
    long known = mirror.entries().lastSeq();
    long before = revision;
    EntryStore.Head now = store.head();
    if (now.seq() < known || now.revision() < before || !now.cluster().equals(cluster)) {
      revision = -1; // not the store that it was: it is to be read, and perhaps not to be followed
      end(watch.get());
      return;
    }
    contact.made();
    long head = now.seq();
    if (head == known) {
      silent = false;
    } else if (silent) {
      end(watch.get());
    } else {
      silent = true;
    }
    if (head > known) {
      catchUp();
    }
  }

  private void take(Loaded loaded) {
    cluster = loaded.cluster();
    revision = loaded.revision();
  }

  /** Why the store cannot be what was followed so far. */
  private static Optional<String> conflict(Entries known, Loaded loaded) {
    Entries now = Entries.of(loaded.entries());
    if (now.lastSeq() < known.lastSeq()) {
      return Optional.of(
          "etcd: the journal of cluster "
              + loaded.cluster()
              + " ends with entry "
              + now.lastSeq()
              + " (expected: "
              + known.lastSeq()
              + " or more): it was lost or is an old one");
    }
    if (known.size() == 0) {
      return Optional.empty();
    }
    JournalEntry newest = known.all().getLast();
    List<JournalEntry> there = now.after(newest.seq() - 1, 1);
    boolean same = there.isEmpty() || there.getFirst().seq() != newest.seq();
    return same || there.getFirst().equals(newest)
        ? Optional.empty()
        : Optional.of(
            "etcd: entry "
                + newest.seq()
                + " of cluster "
                + loaded.cluster()
                + " is another one than was known: it is another journal");
  }

  private void tell() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        log.error("news of the journal were not taken", e);
      }
    }
  }

  private static void end(@Nullable Watch watch) {
    if (watch != null) {
      watch.close();
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    } catch (InterruptedException _) {
      closed = true; // which is what an interrupt is for
    }
  }

  @Override
  public void close() {
    closed = true;
    end(watch.get());
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
