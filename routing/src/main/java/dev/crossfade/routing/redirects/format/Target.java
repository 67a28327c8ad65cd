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
    if (trimmed.startsWith("/") && !trimmed.startsWith("//") && !trimmed.startsWith("/\\")) {
      return path(trimmed);
    }
    try {
      return Normal.target(trimmed);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          "target " + Excerpt.of(trimmed) + " (expected: a path such as /new, or a URL)");
    }
  }

  /** A path may have another address in it: {@code /web/http://shop.example/}. */
  private static String path(String text) {
    int end = endOfPath(text);
    int hash = text.indexOf('#');
    String query = text.substring(end, hash < 0 ? text.length() : hash);
    StringBuilder out =
        new StringBuilder(text.length()).append(Normal.path(text.substring(0, end)));
    if (!query.isEmpty()) {
      out.append('?').append(Normal.query(query.substring(1)));
    }
    if (hash >= 0) {
      out.append('#').append(Normal.query(text.substring(hash + 1)));
    }
    return out.toString();
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
