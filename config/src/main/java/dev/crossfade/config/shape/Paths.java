package dev.crossfade.config.shape;

/** How a place in the configuration is called: {@code units[0].exposure.percent}. */
final class Paths {
  private Paths() {}

  static String key(String parent, String key) {
    return parent.isEmpty() ? key : parent + "." + key;
  }

  static String index(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
