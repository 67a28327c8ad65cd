/**
 * May more of it go there? One state machine a unit moves its exposure along the plan, between what
 * gates say, what operators order and what the calendar forbids. Start at {@link Rollouts}; {@link
 * Transitions} draws the machine.
 *
 * <p>What a visitor sees is never ahead of what is durable: more exposure is written to the journal
 * before it is shown, less is shown before it is written. Signals come in through {@link GateBoard}
 * and exposure goes out through {@link ExposureSink}, so that a plan can be rehearsed alone.
 */
@NullMarked
package dev.crossfade.rollout;

import org.jspecify.annotations.NullMarked;
