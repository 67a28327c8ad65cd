/**
 * Does a live site redirect as its map says, and well? Start at {@link
 * dev.crossfade.seo.audit.redirects.RedirectsAudit}: each source is asked, followed to its end, and
 * judged.
 */
@NullMarked
package dev.crossfade.seo.audit.redirects;

import org.jspecify.annotations.NullMarked;
