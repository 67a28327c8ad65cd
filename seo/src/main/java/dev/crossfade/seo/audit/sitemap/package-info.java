/**
 * Does a live site keep what its sitemap promises, and what has become of every URL that legacy
 * had? Start at {@link dev.crossfade.seo.audit.sitemap.SitemapAudit}. Of millions of URLs it
 * remembers hashes, and writes to disk what is to be told at the end.
 */
@NullMarked
package dev.crossfade.seo.audit.sitemap;

import org.jspecify.annotations.NullMarked;
