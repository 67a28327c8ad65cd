package dev.crossfade.config.model;

/** Patterns of HTTP's grammar that several records need. */
final class Http {
  /** RFC 9110 §5.6.2: what header and cookie names are made of. */
  static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}";

  private Http() {}
}
