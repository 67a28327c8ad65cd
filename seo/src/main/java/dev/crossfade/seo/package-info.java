/**
 * Does a search engine see the same on both storefronts? What a page says is read by {@link
 * dev.crossfade.seo.page}, what two say differently is judged by {@link dev.crossfade.seo.parity};
 * {@link dev.crossfade.seo.live} does so on sampled live answers, {@link dev.crossfade.seo.audit}
 * on lists, maps and sitemaps of a live site. {@link dev.crossfade.seo.crawl} watches over
 * crawlers. Start at {@link dev.crossfade.seo.finding.Rule}: all that can be found.
 *
 * <p>Knows config and routing. Must not know the proxy or rollouts: it is handed what it judges, so
 * that audits run without a gateway.
 */
@NullMarked
package dev.crossfade.seo;

import org.jspecify.annotations.NullMarked;
