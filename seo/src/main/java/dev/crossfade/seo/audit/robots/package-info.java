/**
 * Which URLs may be crawled on one storefront and not on the other? Start at {@link
 * dev.crossfade.seo.audit.robots.RobotsAudit}; {@link dev.crossfade.seo.audit.robots.LiveRobots}
 * asks a site for its file.
 */
@NullMarked
package dev.crossfade.seo.audit.robots;

import org.jspecify.annotations.NullMarked;
