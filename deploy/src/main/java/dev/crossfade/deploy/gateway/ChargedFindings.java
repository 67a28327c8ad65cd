package dev.crossfade.deploy.gateway;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.Tally;
import dev.crossfade.seo.live.sampling.ThreadTime;
import dev.crossfade.seo.live.store.FindingStore;
import dev.crossfade.seo.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * A store of findings whose writing is paid for by live parity: it is part of what samples cost.
 *
 * @param spent told the CPU time that each write took
 */
record ChargedFindings(FindingStore store, LongConsumer spent) implements FindingStore {
  @Override
  public List<FindingGroup> load() throws StoreException {
    return store.load();
  }

  @Override
  public Map<Tally, Long> numbers() throws StoreException {
    return store.numbers();
  }

  @Override
  public void save(Groups.Changes changes) throws StoreException {
    long begun = ThreadTime.nanos();
    try {
      store.save(changes);
    } finally {
      spent.accept(ThreadTime.nanos() - begun);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
