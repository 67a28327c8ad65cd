package dev.crossfade.seo.report;

/**
 * The site that most addresses are on, by Boyer and Moore's vote: one candidate and one counter,
 * whatever the number of sites.
 */
final class Origin {
  private String candidate = "";
  private long lead;

  void add(String url) {
    String origin = of(url);
    if (origin.equals(candidate)) {
      lead++;
    } else if (lead == 0) {
      candidate = origin;
      lead = 1;
    } else {
      lead--;
    }
  }

  String most() {
    return candidate;
  }

  /** Scheme and authority of an address of http or https; empty: it is none. */
  static String of(String url) {
    int from = url.startsWith("https://") ? 8 : url.startsWith("http://") ? 7 : 0;
    if (from == 0) {
      return "";
    }
    int end = from;
    while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return end == from ? "" : url.substring(0, end);
  }
}
