package dev.crossfade.seo.crawl;

import dev.crossfade.seo.store.Batch;
import dev.crossfade.seo.store.StoreException;
import java.util.List;
import java.util.Map;

/** What crawlers were answered, by the hour, for as long as it is kept. Thread-safe. */
public interface CrawlLedger extends AutoCloseable {
  /**
   * Adds to what is known, and to what others have added: all of it or nothing, and once however
   * often it is tried.
   *
   * @param watches the minutes that were watched, whether anybody came or not
   */
  void add(Batch batch, Map<CrawlKind, Long> counts, List<Watch> watches) throws StoreException;

  /**
   * What is known of some hours.
   *
   * @param from the first
   * @param to the first that is not wanted any more
   */
  CrawlPast read(long from, long to) throws StoreException;

  @Override
  void close();
}
