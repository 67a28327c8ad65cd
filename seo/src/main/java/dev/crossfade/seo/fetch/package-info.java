/**
 * Asks live sites, politely. Start at {@link dev.crossfade.seo.fetch.Fetching}. Blocks the calling
 * thread, which should be a virtual one; rate, concurrency, sizes and times are bounded.
 */
@NullMarked
package dev.crossfade.seo.fetch;

import org.jspecify.annotations.NullMarked;
