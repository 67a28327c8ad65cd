package dev.crossfade.cohorts;

/**
 * A visitor who says that it is a crawler.
 *
 * @param name as the configuration writes it, such as {@code googlebot}
 */
public record CrawlerClaim(String name, Standing standing) {
  /** Whether it is one. */
  public enum Standing {
    /** Its address is the search engine's. */
    VERIFIED("yes"),
    /** Nobody has looked yet; it is believed meanwhile. */
    CLAIMED("unknown"),
    /** Its address is somebody else's. */
    DISPROVED("no");

    private final String word;

    Standing(String word) {
      this.word = word;
    }

    /** As counters say it. */
    public String word() {
      return word;
    }
  }

  /** Whether it is treated as one. */
  public boolean isBelieved() {
    return standing != Standing.DISPROVED;
  }
}
