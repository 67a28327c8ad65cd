package dev.crossfade.config.shape;

import dev.crossfade.config.problem.Excerpt;

/** How a place in the configuration is called: {@code units[0].exposure.percent}. */
final class Paths {
  private Paths() {}

  static String key(String parent, String key) {
    String name = Excerpt.of(key);
    return parent.isEmpty() ? name : parent + "." + name;
  }

  static String index(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
