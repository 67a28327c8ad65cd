/** The page of crawlers. Start at {@link dev.crossfade.console.pages.crawlers.CrawlersPage}. */
@NullMarked
package dev.crossfade.console.pages.crawlers;

import org.jspecify.annotations.NullMarked;
