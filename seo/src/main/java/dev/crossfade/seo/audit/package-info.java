/**
 * What audits have in common. An {@link dev.crossfade.seo.audit.Audit} names its subjects and
 * judges one at a time; an {@link dev.crossfade.seo.audit.AuditRun} does that for many at once and
 * writes each down in a {@link dev.crossfade.seo.audit.Spool}, from which an interrupted one goes
 * on and an {@link dev.crossfade.seo.audit.AuditReport} is read in a stream. Memory does not grow
 * with the number of subjects, but for a bit each. Each audit is a package below.
 */
@NullMarked
package dev.crossfade.seo.audit;

import org.jspecify.annotations.NullMarked;
