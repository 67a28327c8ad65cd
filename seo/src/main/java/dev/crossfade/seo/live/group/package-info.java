/**
 * What live parity has found, one group for a unit, a rule and a template, and the life of a group.
 * Start at {@link dev.crossfade.seo.live.group.Groups}. Pure but for a lock: no I/O, no clock.
 */
@NullMarked
package dev.crossfade.seo.live.group;

import org.jspecify.annotations.NullMarked;
