package dev.crossfade.seo.robots;

import java.util.List;
import java.util.Locale;

/**
 * What a line is about. Names count by how they begin, and some misspellings count, both as in
 * Google's parser: people write them, and crawlers obey.
 */
enum Field {
  USER_AGENT("user-agent", "useragent", "user agent"),
  ALLOW("allow"),
  DISALLOW("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"),
  SITEMAP("sitemap", "site-map"),
  /** Not of the protocol, and of no meaning to Google; Bing, Yandex and polite audits obey it. */
  CRAWL_DELAY("crawl-delay", "crawldelay"),
  UNKNOWN;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody writes to
  private final List<String> beginnings;

  Field(String... beginnings) {
    this.beginnings = List.of(beginnings);
  }

  static Field of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Field field : values()) {
      if (field.beginnings.stream().anyMatch(lower::startsWith)) {
        return field;
      }
    }
    return UNKNOWN;
  }
}
