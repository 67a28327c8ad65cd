package dev.crossfade.seo.shadow;

import java.util.Locale;

/** How a body is compared. */
enum BodyKind {
  JSON,
  HTML,
  TEXT,
  /** Byte by byte. */
  BYTES;

  /**
   * The kind that a content type stands for.
   *
   * @param type as Content-Type says; empty: it does not say
   */
  static BodyKind of(String type) {
    String name = mediaType(type);
    if (name.equals("application/json") || name.endsWith("+json")) {
      return JSON;
    }
    if (name.equals("text/html") || name.equals("application/xhtml+xml")) {
      return HTML;
    }
    boolean text =
        name.startsWith("text/")
            || name.endsWith("+xml")
            || name.equals("application/xml")
            || name.equals("application/javascript");
    return text ? TEXT : BYTES;
  }

  /** Without its parameters. */
  static String mediaType(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
