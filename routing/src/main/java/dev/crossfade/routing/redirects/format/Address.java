package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import org.jspecify.annotations.Nullable;

/**
 * What must be asked for, as people write it: {@code /old}, {@code /old?id=1} or {@code
 * https://shop.example/old}.
 */
record Address(@Nullable String host, String path, @Nullable String query) {

  static Address source(String text) throws Refusal {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      throw new Refusal("no source (expected: a path such as /old, or a URL)");
    }
    if (trimmed.indexOf('#') >= 0) {
      throw new Refusal(
          "source "
              + Excerpt.of(trimmed)
              + ": browsers keep what follows # to themselves (expected: no #)");
    }
    int authority = authority(trimmed);
    if (authority < 0) {
      if (!trimmed.startsWith("/")) {
        throw new Refusal(
            "source " + Excerpt.of(trimmed) + " (expected: a path such as /old, or a URL)");
      }
      return onHost(null, trimmed);
    }
    int slash = end(trimmed, authority);
    String host = Hosts.of(trimmed.substring(authority, slash));
    String rest = trimmed.substring(slash);
    return onHost(host, rest.startsWith("/") ? rest : "/" + rest);
  }

  /** As above, and a host may stand there without its scheme: {@code shop.example/old}. */
  static Address bareSource(String text) throws Refusal {
    String trimmed = text.strip();
    boolean bare = !trimmed.isEmpty() && !trimmed.startsWith("/") && authority(trimmed) < 0;
    return source(bare ? "//" + trimmed : trimmed);
  }

  Source page() {
    return new Source.Exact(host, path, query);
  }

  private static Address onHost(@Nullable String host, String rest) throws Refusal {
    int mark = rest.indexOf('?');
    String path = Escapes.path(mark < 0 ? rest : rest.substring(0, mark));
    String query = mark < 0 ? "" : rest.substring(mark + 1);
    return new Address(host, path, query.isEmpty() ? null : Escapes.query(query));
  }

  /** Where the host begins; −1: there is none. */
  static int authority(String text) {
    if (text.startsWith("//")) {
      return 2;
    }
    if (text.regionMatches(true, 0, "https://", 0, 8)) {
      return 8;
    }
    return text.regionMatches(true, 0, "http://", 0, 7) ? 7 : -1;
  }

  /** Where path or query begins. */
  static int end(String url, int from) {
    int at = from;
    while (at < url.length() && "/?#".indexOf(url.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
