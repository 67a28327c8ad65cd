/**
 * When does a template go back to legacy, and when may it return? Start at {@link
 * dev.crossfade.seo.live.guard.GuardMachine}. Pure: no I/O, no clock.
 */
@NullMarked
package dev.crossfade.seo.live.guard;

import org.jspecify.annotations.NullMarked;
