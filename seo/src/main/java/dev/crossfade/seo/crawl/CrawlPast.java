package dev.crossfade.seo.crawl;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Some hours of what crawlers were answered.
 *
 * @param watched the hours in which somebody counted all the time; in others nothing means nothing
 */
public record CrawlPast(Map<CrawlKind, Long> counts, Set<Long> watched) {
  public static final CrawlPast NONE = new CrawlPast(Map.of(), Set.of());

  public CrawlPast {
    counts = Map.copyOf(counts);
    watched = Set.copyOf(watched);
  }

  /** The same with what was not written down yet. */
  CrawlPast with(Map<CrawlKind, Long> more) {
    Map<CrawlKind, Long> all = new HashMap<>(counts);
    more.forEach((kind, hits) -> all.merge(kind, hits, Long::sum));
    return new CrawlPast(all, watched);
  }

  /** Each hour in which something was counted, or that was watched, by itself. */
  NavigableMap<Long, Builder> byHour() {
    NavigableMap<Long, Builder> hours = new TreeMap<>();
    counts.forEach(
        (kind, hits) -> hours.computeIfAbsent(kind.hour(), _ -> new Builder()).add(kind, hits));
    watched.forEach(hour -> hours.computeIfAbsent(hour, _ -> new Builder()).add(Watch.whole(hour)));
    return hours;
  }

  /** All of these hours. */
  static CrawlPast of(Collection<Builder> hours) {
    Builder all = new Builder();
    for (Builder hour : hours) {
      hour.counts.forEach(all::add);
      all.watched.addAll(hour.watched);
    }
    return all.build();
  }

  /** Collects one. Bounded: what would be one kind too many is dropped, and counted as such. */
  static final class Builder {
    private static final int MOST_KINDS = 1_000_000;

    private final Map<CrawlKind, Long> counts = new HashMap<>();
    private final Set<Long> watched = new HashSet<>();
    private long dropped;

    void add(Watch watch) {
      if (watch.isWhole()) {
        watched.add(watch.hour());
      }
    }

    void add(CrawlKind kind, long hits) {
      if (counts.size() >= MOST_KINDS && !counts.containsKey(kind)) {
        dropped += hits;
      } else {
        counts.merge(kind, hits, Long::sum);
      }
    }

    long dropped() {
      return dropped;
    }

    CrawlPast build() {
      return new CrawlPast(counts, watched);
    }
  }
}
