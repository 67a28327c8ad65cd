/**
 * Addresses of pages as search engines tell them apart. Start at {@link
 * dev.crossfade.seo.url.WebUrl}. Pure.
 */
@NullMarked
package dev.crossfade.seo.url;

import org.jspecify.annotations.NullMarked;
