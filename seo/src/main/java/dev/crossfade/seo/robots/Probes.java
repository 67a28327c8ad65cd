package dev.crossfade.seo.robots;

import java.util.Set;

/** URLs that a rule is about, made from its pattern. */
final class Probes {
  /** What stands where a pattern leaves it open. */
  private static final String ANYTHING = "x";

  private static final int LONGEST = 2_000;
  private static final int MOST = 10_000;

  private Probes() {}

  /** Adds the shortest URL that the rule is about and, where it is not bound, one that goes on. */
  static void add(PathRule rule, Set<String> paths) {
    String shortest = String.join(ANYTHING, rule.parts());
    String path = shortest.startsWith("/") ? shortest : "/" + shortest;
    if (path.length() > LONGEST || paths.size() >= MOST || !rule.matches(path)) {
      return;
    }
    paths.add(path);
    if (!rule.anchored()) {
      paths.add(path + ANYTHING);
    }
  }
}
