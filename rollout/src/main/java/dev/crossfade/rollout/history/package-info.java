/**
 * How did a gate come to say what it says? What each said over time, in memory and bounded. Start
 * at {@link dev.crossfade.rollout.history.GateHistory}. Nothing here decides anything.
 */
@NullMarked
package dev.crossfade.rollout.history;

import org.jspecify.annotations.NullMarked;
