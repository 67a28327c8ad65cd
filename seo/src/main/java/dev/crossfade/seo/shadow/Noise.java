package dev.crossfade.seo.shadow;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a storefront contradicts in itself, by unit and template. Each probe makes what it saw
 * heavier and all else lighter, so that what stops flickering counts again. Bounded: the template
 * that was not asked for longest is forgotten, and in a template what is lightest. One thread at a
 * time.
 */
final class Noise {
  private static final int MOST_TEMPLATES = 512;
  private static final int MOST_KEYS = 256;
  private static final double KEPT_BY_A_PROBE = 0.95;

  /** What was seen once counts for some sixty probes. */
  private static final double LEAST = 0.05;

  private final Map<Pages, Flicker> byPages = new LinkedHashMap<>(16, 0.75f, true);

  /** Pages that are built alike. */
  record Pages(String unit, String template) {}

  /** Takes down what two answers of one storefront say differently. */
  void learn(Pages pages, Collection<String> keys) {
    byPages.computeIfAbsent(pages, _ -> new Flicker()).learn(keys);
    if (byPages.size() > MOST_TEMPLATES) {
      byPages.remove(byPages.keySet().iterator().next());
    }
  }

  /** Whether a difference known by this key, or by what it is a part of, is none. */
  boolean covers(Pages pages, String key) {
    Flicker known = byPages.get(pages);
    if (known == null) {
      return false;
    }
    if (known.has(key)) {
      return true;
    }
    if (!key.startsWith("$")) {
      return false;
    }
    for (int end = parent(key); end > 0; end = parent(key.substring(0, end))) {
      if (known.has(key.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /** Where the path of what holds this one ends. */
  private static int parent(String path) {
    return Math.max(path.lastIndexOf('.'), path.endsWith("[]") ? path.length() - 2 : -1);
  }

  /** The weights of one template's keys, by their hashes. */
  private static final class Flicker {
    private final Map<Long, Double> weights = new HashMap<>();

    void learn(Collection<String> keys) {
      weights.replaceAll((_, weight) -> weight * KEPT_BY_A_PROBE);
      weights.values().removeIf(weight -> weight < LEAST);
      for (String key : keys) {
        weights.merge(hash(key), 1.0, Double::sum);
      }
      while (weights.size() > MOST_KEYS) {
        weights.remove(lightest());
      }
    }

    private Long lightest() {
      Map.Entry<Long, Double> lightest = null;
      for (Map.Entry<Long, Double> entry : weights.entrySet()) {
        if (lightest == null || entry.getValue() < lightest.getValue()) {
          lightest = entry;
        }
      }
      return lightest == null ? 0L : lightest.getKey();
    }

    boolean has(String key) {
      return weights.containsKey(hash(key));
    }

    private static long hash(String key) {
      return Hashing.xxh3_64().hashCharsToLong(key);
    }
  }
}
