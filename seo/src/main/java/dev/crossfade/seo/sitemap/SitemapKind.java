package dev.crossfade.seo.sitemap;

/** What a file turned out to be. */
public enum SitemapKind {
  PAGES("sitemap"),
  INDEX("index of sitemaps"),
  TEXT("list of URLs"),
  FEED("feed"),
  NONE("no sitemap");

  private final String words;

  SitemapKind(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
