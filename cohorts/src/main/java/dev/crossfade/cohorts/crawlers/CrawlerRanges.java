package dev.crossfade.cohorts.crawlers;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.value.Cidr;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads address ranges as search engines publish them: {@code
 * {"prefixes":[{"ipv4Prefix":"192.0.2.0/24"},{"ipv6Prefix":"2001:db8::/32"}]}}.
 */
public final class CrawlerRanges {
  private static final List<String> KEYS = List.of("ipv4Prefix", "ipv6Prefix");
  private static final int LONGEST = 49;

  private CrawlerRanges() {}

  /**
   * At least one range.
   *
   * @throws IllegalArgumentException what is wrong and what was expected, in one line
   */
  public static List<Cidr> parse(byte[] json) {
    JsonNode document;
    try {
      document = JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new IllegalArgumentException(
          "is no JSON"
              + (at == null ? "" : ", line " + at.getLineNr() + " column " + at.getColumnNr())
              + " (expected: address ranges as search engines publish them)",
          e);
    }
    JsonNode prefixes = document.path("prefixes");
    if (!prefixes.isArray() || prefixes.isEmpty()) {
      throw new IllegalArgumentException(
          "has no prefixes (expected: {\"prefixes\":[{\"ipv4Prefix\":\"192.0.2.0/24\"}, …]})");
    }
    List<Cidr> ranges = new ArrayList<>(prefixes.size());
    for (int i = 0; i < prefixes.size(); i++) {
      ranges.add(range(prefixes.get(i), "prefixes[" + i + "]"));
    }
    return ranges;
  }

  private static Cidr range(JsonNode prefix, String path) {
    for (String key : KEYS) {
      JsonNode value = prefix.path(key);
      if (value.isString()) {
        return range(value.asString(), path + "." + key);
      }
    }
    throw new IllegalArgumentException(path + ": has neither ipv4Prefix nor ipv6Prefix");
  }

  private static Cidr range(String text, String path) {
    try {
      if (text.length() <= LONGEST && text.matches(Cidr.PATTERN)) {
        return Cidr.parse(text);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          path + ": " + Excerpt.of(text) + " (expected: " + e.getMessage() + ")", e);
    }
    throw new IllegalArgumentException(
        path + ": " + Excerpt.of(text) + " (expected: a range such as 192.0.2.0/24)");
  }
}
