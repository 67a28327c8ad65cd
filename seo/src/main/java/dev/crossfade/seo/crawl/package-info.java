/**
 * What do crawlers get to see? Counted by {@link dev.crossfade.seo.crawl.CrawlCounts} on event
 * loops, kept by the hour in a {@link dev.crossfade.seo.crawl.CrawlLedger}, judged against its own
 * past by {@link dev.crossfade.seo.crawl.CrawlJudge}; {@link dev.crossfade.seo.crawl.CrawlFlips}
 * notices pages that came from both storefronts. {@link dev.crossfade.seo.crawl.CrawlStudy} does
 * all of it for a log. What is told of an answer neither blocks nor waits.
 */
@NullMarked
package dev.crossfade.seo.crawl;

import org.jspecify.annotations.NullMarked;
