package dev.crossfade.seo.live.store;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.Tally;
import dev.crossfade.seo.store.StoreException;
import java.util.List;
import java.util.Map;

/** Holds groups durably. One thread at a time; every call may block on a disk or a network. */
public interface FindingStore extends AutoCloseable {
  /** All groups there are. */
  List<FindingGroup> load() throws StoreException;

  /** All that was counted by the hour. */
  Map<Tally, Long> numbers() throws StoreException;

  /** Writes all of the changes, or none. */
  void save(Groups.Changes changes) throws StoreException;

  @Override
  void close();

  /** Makes one. */
  @FunctionalInterface
  interface Opener {
    /** Opens it, the first time or once more. */
    FindingStore open() throws StoreException;
  }
}
