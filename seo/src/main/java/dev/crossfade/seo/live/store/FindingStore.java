package dev.crossfade.seo.live.store;

import dev.crossfade.seo.store.StoreException;

/**
 * Holds groups durably, for one gateway or for many. One thread at a time; every call may block on
 * a disk or a network.
 */
public interface FindingStore extends AutoCloseable {
  /**
   * What changed after a revision, whoever changed it.
   *
   * @param revision 0: all there is
   */
  Kept read(long revision) throws StoreException;

  /**
   * Adds what changed to what others have written meanwhile: all of it or nothing, and once however
   * often it is tried.
   *
   * @return what was written as it stands there now
   */
  Kept save(Writing writing) throws StoreException;

  @Override
  void close();

  /** Makes one. */
  @FunctionalInterface
  interface Opener {
    /** Opens it, the first time or once more. */
    FindingStore open() throws StoreException;
  }
}
