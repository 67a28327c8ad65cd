package dev.crossfade.seo.reconcile;

/** Who knows a URL. */
public enum Source {
  /** The sitemap of today. */
  SITEMAP(1),
  /** Legacy's sitemap. */
  LEGACY_SITEMAP(2),
  /** A list of legacy's URLs. */
  LEGACY_LIST(4),
  /** The redirect map, as the source of a redirect. */
  MAP(8),
  /** Visitors, who got it. */
  SERVED(16),
  /** Visitors, who did not. */
  REFUSED(32);

  private final int bit;

  Source(int bit) {
    this.bit = bit;
  }

  /** Its place in {@link KnownUrl#sources}. */
  int bit() {
    return bit;
  }
}
