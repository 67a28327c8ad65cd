package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.model.Redirect.Format;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where in a row of a table things stand; −1: nowhere. */
record Columns(
    int source,
    int target,
    int status,
    int regex,
    int enabled,
    int subdomains,
    int subpaths,
    int suffix) {
  private static final Set<String> SOURCE =
      Set.of("source", "from", "old", "redirect from", "old url", "old path", "source url");
  private static final Set<String> TARGET =
      Set.of(
          "target", "to", "new", "redirect to", "new url", "new path", "target url", "destination");
  private static final Set<String> STATUS = Set.of("status", "code", "status code");

  /** Without a header. */
  static Columns of(Format format) {
    return switch (format) {
      case SHOPIFY, MDN -> new Columns(0, 1, -1, -1, -1, -1, -1, -1);
      case CLOUDFLARE -> new Columns(0, 1, 2, -1, -1, 4, 5, 6);
      case WORDPRESS -> new Columns(0, 1, 3, 2, 7, -1, -1, -1);
      case AUTO, CSV, GOVUK, NETLIFY, NGINX, APACHE, JSON, JSONL ->
          new Columns(0, 1, 2, -1, -1, -1, -1, -1);
    };
  }

  static boolean isHeader(List<String> fields) {
    return find(fields, SOURCE) >= 0 && find(fields, TARGET) >= 0;
  }

  /** As the header says; in WordPress the code is the status, and the status is something else. */
  static Columns of(List<String> header) {
    int code = find(header, Set.of("code"));
    int regex = find(header, Set.of("regex"));
    boolean wordpress = code >= 0 && regex >= 0;
    return new Columns(
        find(header, SOURCE),
        find(header, TARGET),
        wordpress ? code : find(header, STATUS),
        regex,
        wordpress ? find(header, Set.of("status")) : -1,
        find(header, Set.of("include subdomains")),
        find(header, Set.of("subpath matching")),
        find(header, Set.of("preserve path suffix")));
  }

  /** The format that has such a header. */
  static Format format(List<String> header) {
    if (find(header, Set.of("redirect from")) >= 0) {
      return Format.SHOPIFY;
    }
    if (find(header, Set.of("regex")) >= 0) {
      return Format.WORDPRESS;
    }
    if (find(header, Set.of("subpath matching", "preserve query string")) >= 0) {
      return Format.CLOUDFLARE;
    }
    return find(header, Set.of("old url")) >= 0 ? Format.GOVUK : Format.CSV;
  }

  private static int find(List<String> header, Set<String> names) {
    for (int i = 0; i < header.size(); i++) {
      if (names.contains(header.get(i).strip().toLowerCase(Locale.ROOT).replace('_', ' '))) {
        return i;
      }
    }
    return -1;
  }
}
