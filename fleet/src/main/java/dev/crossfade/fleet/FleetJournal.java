package dev.crossfade.fleet;

import static java.util.Objects.requireNonNull;

import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.fleet.etcd.EtcdException;
import dev.crossfade.fleet.etcd.EtcdException.Kind;
import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.Entries;
import dev.crossfade.rollout.journal.EntryLine;
import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalCopy;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.Retention;
import dev.crossfade.rollout.journal.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of a fleet, in etcd. {@link EntryStore} says how it lies there. Look-ups answer from
 * memory, which a watch keeps current; {@link #onNews} tells of entries of other gateways.
 *
 * <p>While the store is away look-ups answer by what was known last, and appends fail at once. What
 * is known is also in {@code fleet.log} in {@code state.dir}: a gateway that starts while the store
 * is away starts from it.
 */
public final class FleetJournal implements Journal, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FleetJournal.class);
  private static final String COPY = "fleet.log";

  private final EntryStore store;
  private final Mirror mirror;
  private final Follower follower;
  private final Contact contact;
  private final InstantSource clock;

  /** One append at a time: those of one process need not race each other. */
  private final ReentrantLock writing = new ReentrantLock();

  private volatile boolean closed;

  private FleetJournal(EntryStore store, Mirror mirror, InstantSource clock) {
    this.store = store;
    this.mirror = mirror;
    this.clock = clock;
    this.contact = new Contact("journal", clock);
    this.follower = new Follower(store, mirror, contact);
  }

  /**
   * Claims a state directory as {@link FileJournal} does, reads the journal and follows it from
   * then on. A store that is empty, or ends before what this gateway knows, is given the rest: of
   * the copy, or of the journal that a gateway kept in the directory while it was alone.
   *
   * @param etcd stays the caller's
   * @throws JournalException if another gateway uses the directory, or the store is away and
   *     nothing is known of it from before
   */
  public static FleetJournal open(Path stateDir, Etcd etcd, String prefix, InstantSource clock) {
    requireNonNull(etcd, "etcd");
    requireNonNull(clock, "clock");
    StateDirectory directory = StateDirectory.claim(requireNonNull(stateDir, "stateDir"));
    JournalCopy copy = null;
    try {
      copy = JournalCopy.open(directory, COPY, "etcd " + prefix);
      EntryStore store = new EntryStore(etcd, prefix);
      FleetJournal journal = new FleetJournal(store, new Mirror(directory, copy), clock);
      journal.begin(directory);
      return journal;
    } catch (RuntimeException e) {
      try (directory;
          JournalCopy _ = copy) {
        throw e;
      } catch (IOException f) {
        e.addSuppressed(f);
        throw e;
      }
    }
  }

  private void begin(StateDirectory directory) {
    try {
      follower.begin(() -> known(directory));
    } catch (EtcdException | JournalException e) {
      String reason = String.valueOf(e.getMessage());
      if (mirror.entries().size() == 0) {
        throw new JournalException(
            reason + " (expected: the store, since nothing is known of it from before)", e);
      }
      contact.lost(reason);
      log.warn(
          "started by what was known of the journal, up to entry {}; no stage is taken until the"
              + " store is back",
          lastSeq());
    }
    follower.start();
  }

  /** From the last time; from when this gateway was alone, if it was never one of a fleet. */
  private Entries known(StateDirectory directory) {
    Entries copied = mirror.entries();
    return copied.size() > 0 ? copied : FileJournal.left(directory);
  }

  /** Runs something after entries of other gateways came; it must not take long. */
  public void onNews(Runnable listener) {
    follower.onNews(requireNonNull(listener, "listener"));
  }

  /** Since when and why the store is away; nothing while it is there. */
  public Optional<Outage> outage() {
    return contact.outage();
  }

  @Override
  public JournalEntry append(Draft draft) {
    while (true) {
      Optional<JournalEntry> entry = appendAfter(lastSeq(), draft);
      if (entry.isPresent()) {
        return entry.get();
      }
    }
  }

  /** Once this gave nothing the entries that came first can be read here. */
  @Override
  public Optional<JournalEntry> appendAfter(long last, Draft draft) {
    requireNonNull(draft, "draft");
    writing.lock();
    try {
      requireThere();
      if (last != lastSeq()) {
        return Optional.empty();
      }
      JournalEntry entry = entry(draft, last + 1);
      if (store.append(last, List.of(entry))) {
        mirror.add(List.of(entry));
        return Optional.of(entry);
      }
    } catch (EtcdException e) {
      throw failed(e);
    } finally {
      writing.unlock();
    }
    try {
      follower.catchUp();
      return Optional.empty();
    } catch (EtcdException e) {
      contact.lost(String.valueOf(e.getMessage()));
      throw new JournalException("journal: another entry came first: " + e.getMessage(), e);
    }
  }

  private void requireThere() {
    if (closed) {
      throw new JournalException("journal: is closed");
    }
    contact
        .outage()
        .ifPresent(
            outage -> {
              throw new JournalException(
                  "journal: no entry is taken since " + outage.since() + ": " + outage.reason());
            });
  }

  private JournalEntry entry(Draft draft, long seq) {
    JournalEntry entry = EntryLine.entry(draft, seq, clock);
    int size = EntryLine.encode(entry).length;
    if (size > EntryStore.MOST_BYTES) {
      throw new JournalException(
          "journal: entry of "
              + size
              + " bytes about "
              + draft.subject()
              + " (expected: at most "
              + EntryStore.MOST_BYTES
              + ", since the journal is in etcd)");
    }
    return entry;
  }

  private JournalException failed(EtcdException e) {
    String message = String.valueOf(e.getMessage());
    if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.UNCERTAIN) {
      contact.lost(message); // so that others need not wait to hear the same
    }
    return new JournalException(
        e.kind() == Kind.UNCERTAIN
            ? "journal: it is not known whether the entry was written: " + message
            : "journal: entry was not written: " + message,
        e);
  }

  /**
   * Deletes what the retention does not keep, for all gateways: one of them is to do it now and
   * then. The space is free once etcd compacts, which is for its operator to arrange.
   *
   * @return how many entries were deleted
   * @throws JournalException if the store is away
   */
  public int compact(Retention retention) {
    requireThere();
    Entries now = mirror.entries();
    Set<JournalEntry> kept = new HashSet<>(retention.kept(now.all()));
    List<Long> gone =
        now.all().stream().filter(entry -> !kept.contains(entry)).map(JournalEntry::seq).toList();
    try {
      store.delete(gone);
    } catch (EtcdException e) {
      throw new JournalException("journal: was not compacted: " + e.getMessage(), e);
    }
    mirror.forget(gone);
    return gone.size();
  }

  /**
   * Looks whether the copy of the journal is still in {@code state.dir}. Where it was deleted, or
   * the directory with it, all that is known is written anew: for a start while the store is away.
   *
   * @return whether it was
   * @throws JournalException it cannot be; the journal itself is as well as the store is
   */
  public boolean mend() {
    return mirror.mend();
  }

  @Override
  public long lastSeq() {
    return mirror.entries().lastSeq();
  }

  @Override
  public List<JournalEntry> after(long seq, int limit) {
    return mirror.entries().after(seq, limit);
  }

  @Override
  public List<JournalEntry> before(long seq, int limit) {
    return mirror.entries().before(seq, limit);
  }

  @Override
  public List<JournalEntry> before(long seq, int limit, Predicate<JournalEntry> wanted) {
    return mirror.entries().before(seq, limit, wanted);
  }

  @Override
  public List<JournalEntry> newest(String kind, int limit) {
    return mirror.entries().newest(kind, limit);
  }

  @Override
  public Optional<JournalEntry> last(String kind, String subject) {
    return mirror.entries().last(kind, subject);
  }

  /** Ends appending and following, and lets another process have the directory. */
  @Override
  public void close() {
    closed = true;
    follower.close();
    writing.lock();
    try {
      mirror.close();
    } catch (IOException e) {
      throw new JournalException("state.dir: was not closed: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }
}
