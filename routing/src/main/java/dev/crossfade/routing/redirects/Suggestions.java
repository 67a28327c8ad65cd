package dev.crossfade.routing.redirects;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where a page that nobody has may have gone: known targets whose own address, or whose old one,
 * has the rarest words in common with it. Takes seconds and some memory to make for a million
 * entries, so off the event loop and only when somebody asks; immutable then.
 */
public final class Suggestions {
  private static final int BUCKETS = 1 << 20;

  /** A word of more entries than this says nothing. */
  private static final int COMMON = 256;

  private static final int LONGEST = 1 << 10;

  private final RedirectMap map;
  private final int[] starts = new int[BUCKETS + 1];
  private final int[] entries;

  private Suggestions(RedirectMap map) {
    this.map = map;
    int[] counts = new int[BUCKETS];
    for (int entry = 0; entry < map.entries(); entry++) {
      for (String word : words(entry)) {
        counts[bucket(word)]++;
      }
    }
    for (int i = 0; i < BUCKETS; i++) {
      starts[i + 1] = starts[i] + (counts[i] > COMMON ? 0 : counts[i]);
    }
    entries = new int[starts[BUCKETS]];
    for (int entry = 0; entry < map.entries(); entry++) {
      for (String word : words(entry)) {
        int bucket = bucket(word);
        int size = starts[bucket + 1] - starts[bucket];
        if (size > 0) {
          entries[starts[bucket] + --counts[bucket]] = entry;
        }
      }
    }
  }

  public static Suggestions of(RedirectMap map) {
    return new Suggestions(map);
  }

  /** At most so many targets, the likeliest first. */
  public List<String> of(String path, int most) {
    Set<String> asked = words(path.substring(0, Math.min(LONGEST, path.length())));
    Map<Integer, Double> scores = new HashMap<>();
    for (String word : asked) {
      int bucket = bucket(word);
      int size = starts[bucket + 1] - starts[bucket];
      for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
        scores.merge(entries[i], 1.0 / size, Double::sum);
      }
    }
    List<Map.Entry<Integer, Double>> ranked = new ArrayList<>(scores.entrySet());
    ranked.sort(
        Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    Set<String> targets = new HashSet<>();
    List<String> likeliest = new ArrayList<>();
    for (Map.Entry<Integer, Double> candidate : ranked) {
      String target = map.target(candidate.getKey());
      if (likeliest.size() == most) {
        break;
      }
      if (!target.isEmpty() && targets.add(target)) {
        likeliest.add(target);
      }
    }
    return likeliest;
  }

  private Set<String> words(int entry) {
    Set<String> words = words(map.source(entry));
    words.addAll(words(map.target(entry)));
    return words;
  }

  /** Runs of letters or digits. */
  private static Set<String> words(String address) {
    Set<String> words = new HashSet<>();
    String lower = address.toLowerCase(Locale.ROOT);
    int from = 0;
    for (int at = 0; at <= lower.length(); at++) {
      if (at == lower.length() || !Character.isLetterOrDigit(lower.charAt(at))) {
        if (at - from > 1) {
          words.add(lower.substring(from, at));
        }
        from = at + 1;
      }
    }
    return words;
  }

  private static int bucket(String word) {
    return (int) (Keys.text(word) >>> 44);
  }
}
