/**
 * What does a sitemap say, and is it one? Start at {@link dev.crossfade.seo.sitemap.SitemapReader},
 * which tells a {@link dev.crossfade.seo.sitemap.SitemapSink} of every entry and of everything that
 * breaks the protocol, with its line. Streams: a map of any size takes the same little memory.
 */
@NullMarked
package dev.crossfade.seo.sitemap;

import org.jspecify.annotations.NullMarked;
