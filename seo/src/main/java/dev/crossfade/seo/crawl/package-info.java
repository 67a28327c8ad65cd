/**
 * What do crawlers get to see? Start at {@link dev.crossfade.seo.crawl.CrawlFlips}. Told of every
 * answer to a crawler, on event loops: nothing here blocks.
 */
@NullMarked
package dev.crossfade.seo.crawl;

import org.jspecify.annotations.NullMarked;
