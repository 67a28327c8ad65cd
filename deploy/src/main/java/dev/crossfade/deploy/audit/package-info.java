/**
 * The commands that audit live sites. Start at {@link dev.crossfade.deploy.audit.AuditCommand};
 * what an audit looks at and how it judges is seo's, here it meets options, files, terminals and
 * signals, which {@link dev.crossfade.deploy.audit.LiveAudit} does for all of them.
 */
@NullMarked
package dev.crossfade.deploy.audit;

import org.jspecify.annotations.NullMarked;
