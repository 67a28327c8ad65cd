/**
 * The commands about rollouts: {@link RehearseCommand} has a game day for the plan of each unit.
 */
@NullMarked
package dev.crossfade.deploy.rollout;

import org.jspecify.annotations.NullMarked;
