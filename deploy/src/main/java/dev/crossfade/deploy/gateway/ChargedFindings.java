package dev.crossfade.deploy.gateway;

import dev.crossfade.seo.live.sampling.ThreadTime;
import dev.crossfade.seo.live.store.FindingStore;
import dev.crossfade.seo.live.store.Kept;
import dev.crossfade.seo.live.store.Writing;
import dev.crossfade.seo.store.StoreException;
import java.util.function.LongConsumer;

/**
 * A store of findings whose use is paid for by live parity: it is part of what samples cost.
 *
 * @param spent told the CPU time that each call took
 */
record ChargedFindings(FindingStore store, LongConsumer spent) implements FindingStore {
  @Override
  public Kept read(long revision) throws StoreException {
    long begun = ThreadTime.nanos();
    try {
      return store.read(revision);
    } finally {
      spent.accept(ThreadTime.nanos() - begun);
    }
  }

  @Override
  public Kept save(Writing writing) throws StoreException {
    long begun = ThreadTime.nanos();
    try {
      return store.save(writing);
    } finally {
      spent.accept(ThreadTime.nanos() - begun);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
