/**
 * The pages of rollouts: where each is, what it needs, and the orders that can be given. Start at
 * {@link dev.crossfade.console.pages.rollout.RolloutPages}; {@link
 * dev.crossfade.console.pages.rollout.RolloutPage} is what the template of one rollout shows.
 */
@NullMarked
package dev.crossfade.console.pages.rollout;

import org.jspecify.annotations.NullMarked;
