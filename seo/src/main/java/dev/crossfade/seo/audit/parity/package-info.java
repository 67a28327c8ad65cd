/**
 * Do the pages of two storefronts say the same to a search engine? Start at {@link
 * dev.crossfade.seo.audit.parity.ParityAudit}: each page is asked of both, and the rules of {@code
 * seo.parity} judge.
 */
@NullMarked
package dev.crossfade.seo.audit.parity;

import org.jspecify.annotations.NullMarked;
