package dev.crossfade.seo.crawl;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A ledger that is gone with the process: for who has no place to write to. Keeps as many hours as
 * are judged. Thread-safe.
 */
final class MemoryLedger {
  private static final int MOST_KINDS = 200_000;

  private final TreeMap<Long, Map<CrawlKind, Long>> hours = new TreeMap<>();
  private final TreeMap<Long, Long> watches = new TreeMap<>();
  private int kinds;

  synchronized void add(Map<CrawlKind, Long> counts, Watch watch) {
    watches.merge(watch.hour(), watch.minutes(), (one, other) -> one | other);
    counts.forEach(this::add);
    while (!hours.isEmpty()
        && (hours.firstKey() < watch.hour() - CrawlJudge.HOURS || kinds > MOST_KINDS)) {
      kinds -= hours.pollFirstEntry().getValue().size();
    }
    watches.headMap(watch.hour() - CrawlJudge.HOURS).clear();
  }

  private void add(CrawlKind kind, long hits) {
    Map<CrawlKind, Long> hour = hours.computeIfAbsent(kind.hour(), _ -> new HashMap<>());
    int before = hour.size();
    hour.merge(kind, hits, Long::sum);
    kinds += hour.size() - before;
  }

  synchronized CrawlPast read(long from, long to) {
    CrawlPast.Builder past = new CrawlPast.Builder();
    hours.subMap(from, to).values().forEach(hour -> hour.forEach(past::add));
    watches.subMap(from, to).forEach((hour, minutes) -> past.add(new Watch(hour, minutes)));
    return past.build();
  }
}
