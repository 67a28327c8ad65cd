/**
 * What is wrong with a configuration, and where. Start at {@link
 * dev.crossfade.config.problem.Problems}: readers add to it and read on, so that an operator sees
 * everything at once instead of one mistake a run.
 */
@NullMarked
package dev.crossfade.config.problem;

import org.jspecify.annotations.NullMarked;
