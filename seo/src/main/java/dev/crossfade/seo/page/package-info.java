/**
 * What a page tells a search engine: everything that rules ask about, from one parse of its bytes.
 * Start at {@link dev.crossfade.seo.page.PageReader}, which makes a {@link
 * dev.crossfade.seo.page.Page} of an {@link dev.crossfade.seo.page.Answer}. Pure: no I/O, no clock;
 * time and memory are bounded whatever the bytes are.
 */
@NullMarked
package dev.crossfade.seo.page;

import org.jspecify.annotations.NullMarked;
