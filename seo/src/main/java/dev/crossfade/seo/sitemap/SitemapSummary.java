package dev.crossfade.seo.sitemap;

/**
 * A sitemap in figures.
 *
 * @param entries pages or sitemaps, the unusable ones too
 * @param bytes without compression, as far as they were read
 * @param compressed whether it is a gzip file
 */
public record SitemapSummary(
    SitemapKind kind,
    long entries,
    long bytes,
    boolean compressed,
    long images,
    long videos,
    long news,
    long alternates) {}
