package dev.crossfade.seo.live.store;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.Tally;
import dev.crossfade.seo.store.Batch;
import dev.crossfade.seo.store.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one gateway's groups and those in a store stand to each other: what both last agreed on. What
 * is known beyond it is the gateway's own and still to be written; what stands in the store beyond
 * it is others' and still to be read. One for as long as the groups live; a keeper that ends and
 * the one that follows it take turns.
 */
public final class Account {
  private final Groups groups;
  private final Map<String, FindingGroup> agreed = new HashMap<>();
  private final Map<Tally, Long> numbers = new HashMap<>();
  private long revision;
  private Batch batch = new Batch(UUID.randomUUID().toString(), 0, Instant.EPOCH);

  /** What was tried, and may stand there or not. */
  private @Nullable Writing unwritten;

  private boolean everRead;

  public Account(Groups groups) {
    this.groups = groups;
  }

  public Groups groups() {
    return groups;
  }

  /**
   * Begins with a store, the first or another, and knows all that it has afterwards. What it lacks
   * is written next.
   */
  synchronized void open(FindingStore store) throws StoreException {
    write(store);
    Kept kept = store.read(0);
    take(kept);
    if (everRead) { // it may be another one than before
      Set<String> ids =
          kept.groups().stream().map(FindingGroup::id).collect(Collectors.toUnmodifiableSet());
      groups.markAllBut(ids, kept.numbers().keySet());
    }
    everRead = true;
  }

  /**
   * Writes what changed here, then reads what changed there. What could not be written is tried
   * again as it was before anything else, since nobody may know whether it was.
   */
  synchronized void settle(FindingStore store, Instant now) throws StoreException {
    if (unwritten == null) {
      Groups.Changes changes = groups.takeChanges();
      if (!changes.isEmpty()) {
        batch = batch.next(now);
        unwritten = writing(changes);
      }
    }
    write(store);
    take(store.read(revision));
  }

  private Writing writing(Groups.Changes changes) {
    Map<String, FindingGroup> before = new HashMap<>();
    changes.groups().forEach(group -> put(before, group.id(), agreed.get(group.id())));
    changes.gone().forEach(id -> put(before, id, agreed.get(id)));
    Map<Tally, Long> counted = new HashMap<>();
    for (Tally tally : changes.history().numbers().keySet()) {
      put(counted, tally, numbers.get(tally));
    }
    return new Writing(batch, changes, before, counted);
  }

  private static <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private void take(Kept kept) {
    groups.adopt(kept.groups(), agreed::get);
    groups.history().adopt(kept.numbers(), numbers::get);
    remember(kept);
    revision = Math.max(revision, kept.revision());
  }

  private void write(FindingStore store) throws StoreException {
    Writing writing = unwritten;
    if (writing == null) {
      return;
    }
    Kept kept = store.save(writing);
    unwritten = null;
    Map<String, FindingGroup> sent = new HashMap<>();
    writing.changes().groups().forEach(group -> sent.put(group.id(), group));
    groups.adopt(kept.groups(), sent::get);
    groups.history().adopt(kept.numbers(), writing.changes().history().numbers()::get);
    writing.changes().gone().forEach(agreed::remove);
    long oldest = writing.changes().history().oldest();
    numbers.keySet().removeIf(tally -> tally.hour() < oldest);
    remember(kept);
    if (kept.revision() == revision + 1) { // nobody else has written since
      revision = kept.revision();
    }
  }

  private void remember(Kept kept) {
    kept.groups().forEach(group -> agreed.put(group.id(), group));
    numbers.putAll(kept.numbers());
  }
}
