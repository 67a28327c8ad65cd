/**
 * A game day for a plan: the real state machine and the real gates, between simulated storefronts
 * of which one breaks, on a clock that passes weeks in a second. Start at {@link Rehearsal}; {@link
 * Play} is the day, and what came of it is a {@link Report}.
 *
 * <p>Alike to the last request with the same seed and start. Reaches nothing outside of itself: its
 * journal is gone with it.
 */
@NullMarked
package dev.crossfade.rollout.rehearsal;

import org.jspecify.annotations.NullMarked;
