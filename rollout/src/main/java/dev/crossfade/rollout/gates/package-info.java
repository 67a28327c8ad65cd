/**
 * From what both arms did to a verdict and the sentence that gives its reason. Start at {@link
 * Judge}, made once for a rollout and asked as often as one likes; {@link StageEvidence} collects
 * what it judges by.
 *
 * <p>Pure: no clock, no I/O. What a verdict leads to is the state machine's affair.
 */
@NullMarked
package dev.crossfade.rollout.gates;

import org.jspecify.annotations.NullMarked;
