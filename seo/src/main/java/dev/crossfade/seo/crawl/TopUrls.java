package dev.crossfade.seo.crawl;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each of many texts came, of a bounded number: when it is reached, the rarer half makes
 * room, so that a text that comes often is counted from where it began to. One thread at a time.
 */
final class TopUrls {
  private static final int MOST = 200_000;
  private static final int LONGEST = 1_024;

  private final Map<String, Long> counts = new HashMap<>();

  void add(String text) {
    counts.merge(text.length() > LONGEST ? text.substring(0, LONGEST) : text, 1L, Long::sum);
    if (counts.size() > MOST) {
      long[] sorted = counts.values().stream().mapToLong(Long::longValue).sorted().toArray();
      long median = sorted[sorted.length / 2];
      counts.values().removeIf(count -> count <= median);
    }
  }

  /** The most frequent ones. */
  List<Map.Entry<String, Long>> top(int most) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
        .toList();
  }
}
