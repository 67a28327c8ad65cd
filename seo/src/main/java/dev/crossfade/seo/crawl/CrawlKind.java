package dev.crossfade.seo.crawl;

/**
 * Requests of crawlers that are counted as one: those of an hour that tell the same.
 *
 * @param hour since 1970
 * @param crawler as configurations write it: {@code googlebot}
 * @param backend who answered; empty: nobody was asked, or nobody knows
 * @param status 0: there was no answer
 * @param template of the page
 */
public record CrawlKind(
    long hour, String crawler, Standing standing, String backend, int status, String template) {

  /** Whether a crawler is who it says to be. */
  public enum Standing {
    VERIFIED,
    /** Nobody has looked, or could tell. */
    CLAIMED,
    /** Somebody else. */
    DISPROVED
  }

  /** Whether a search engine would take the answer for an error. */
  boolean isError() {
    return status == 0 || status >= 400;
  }

  /** Whether it counts as the crawler's own. */
  boolean isGenuine() {
    return standing != Standing.DISPROVED;
  }

  CrawlKind inHour(long other) {
    return new CrawlKind(other, crawler, standing, backend, status, template);
  }
}
