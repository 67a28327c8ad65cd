package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.Normal;

/** Where a redirect leads, as it may stand in a Location: a path or a URL, in ASCII. */
final class Target {
  private Target() {}

  /** Empty: nowhere, the page is gone. */
  static String of(String text) throws Refusal {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return "";
    }
    Escapes.checkPlain(trimmed);
    try {
      return Normal.target(trimmed);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          "target " + Excerpt.of(trimmed) + " (expected: a path such as /new, or a URL)");
    }
  }

  /** Where the path ends: query or fragment, if any, begin there. */
  static int endOfPath(String target) {
    int at = 0;
    while (at < target.length() && target.charAt(at) != '?' && target.charAt(at) != '#') {
      at++;
    }
    return at;
  }
}
