/**
 * What crawlers did, told from logs: {@code crawl-log}. Start at {@link
 * dev.crossfade.deploy.crawl.CrawlLogCommand}.
 */
@NullMarked
package dev.crossfade.deploy.crawl;

import org.jspecify.annotations.NullMarked;
