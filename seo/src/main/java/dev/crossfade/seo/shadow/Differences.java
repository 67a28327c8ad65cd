package dev.crossfade.seo.shadow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Collects differences, the first of each place, and forgets what is noise. The number of places is
 * bounded; what comes beyond is counted only.
 */
final class Differences {
  private static final int MOST_KEYS = 512;
  private static final int MOST_KEPT = 20;

  private final Predicate<String> noise;
  private final Set<String> keys = new HashSet<>();
  private final List<Difference> kept = new ArrayList<>();
  private int count;

  /**
   * Collects.
   *
   * @param noise whether what is known by this key is no difference
   */
  Differences(Predicate<String> noise) {
    this.noise = noise;
  }

  /**
   * Takes one.
   *
   * @param key by which the same difference is known in other answers
   */
  void add(String key, String place, String served, String shadow) {
    if (noise.test(key)) {
      return;
    }
    count++;
    if (keys.size() < MOST_KEYS && keys.add(key) && kept.size() < MOST_KEPT) {
      kept.add(new Difference(place, served, shadow));
    }
  }

  Set<String> keys() {
    return keys;
  }

  ShadowVerdict verdict() {
    return count == 0 ? new ShadowVerdict.Same() : new ShadowVerdict.BodyDiffers(kept, count);
  }
}
