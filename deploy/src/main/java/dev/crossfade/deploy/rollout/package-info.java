/**
 * The commands about rollouts: {@link RolloutCommand} drives one of a running gateway, {@link
 * RunbookCommand} prints the plan of one as a document, {@link RehearseCommand} has a game day for
 * it.
 */
@NullMarked
package dev.crossfade.deploy.rollout;

import org.jspecify.annotations.NullMarked;
