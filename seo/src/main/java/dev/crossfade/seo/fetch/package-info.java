/**
 * Asks live sites, politely. Start at {@link dev.crossfade.seo.fetch.Fetching}, which {@link
 * dev.crossfade.seo.fetch.Fetcher} does over the network. Blocks the calling thread, which should
 * be a virtual one; rate, concurrency, sizes and times are bounded. No cookies, no credentials, no
 * redirects but those that a caller follows.
 */
@NullMarked
package dev.crossfade.seo.fetch;

import org.jspecify.annotations.NullMarked;
