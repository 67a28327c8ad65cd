package dev.crossfade.seo.live.store;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.store.Batch;
import dev.crossfade.seo.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads and writes a store as tests want to. */
final class Bookkeeping {
  private Bookkeeping() {}

  static List<FindingGroup> load(FindingStore store) throws StoreException {
    return Samples.sorted(store.read(0).groups());
  }

  /** By a writer who knows nothing of what stands there. */
  static Writing writing(Groups.Changes changes) {
    return new Writing(
        new Batch(UUID.randomUUID().toString(), 1, Samples.NOON), changes, Map.of(), Map.of());
  }
}
