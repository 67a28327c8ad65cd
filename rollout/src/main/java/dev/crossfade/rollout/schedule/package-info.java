/**
 * When may a rollout move? Freezes as spans of real time, and a time that does not jump with the
 * wall clock. Start at {@link Freezes} and {@link SteadyClock}. Knows no rollout.
 */
@NullMarked
package dev.crossfade.rollout.schedule;

import org.jspecify.annotations.NullMarked;
