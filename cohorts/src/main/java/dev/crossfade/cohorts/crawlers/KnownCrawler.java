package dev.crossfade.cohorts.crawlers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A crawler, or several of one search engine that it treats alike.
 *
 * @param name as the configuration writes it
 * @param tokens what its User-Agent says, lower case
 * @param domains what the names of its addresses end with; none: names prove nothing
 * @param rangeFiles what its owner calls the files of its address ranges
 */
public record KnownCrawler(
    String name, List<String> tokens, List<String> domains, List<String> rangeFiles) {
  public KnownCrawler {
    tokens = List.copyOf(tokens);
    domains = List.copyOf(domains);
    rangeFiles = List.copyOf(rangeFiles);
  }

  /** There is one of each name; comparing the rest would only cost time. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KnownCrawler that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Whether a name, lower case and without its last dot, is below a domain of its owner. */
  boolean owns(String hostName) {
    for (String domain : domains) {
      int dot = hostName.length() - domain.length() - 1;
      if (dot > 0 && hostName.charAt(dot) == '.' && hostName.endsWith(domain)) {
        return true;
      }
    }
    return false;
  }
}
