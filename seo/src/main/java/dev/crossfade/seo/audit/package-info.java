/**
 * What audits have in common: what they find goes to an {@link dev.crossfade.seo.audit.AuditSink}
 * as it is found, and is read again, in a stream, for an {@link
 * dev.crossfade.seo.audit.AuditReport}. Each audit is a package below.
 */
@NullMarked
package dev.crossfade.seo.audit;

import org.jspecify.annotations.NullMarked;
