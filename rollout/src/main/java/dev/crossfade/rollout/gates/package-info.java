/** What gates say. Start at {@link Verdict}. */
@NullMarked
package dev.crossfade.rollout.gates;

import org.jspecify.annotations.NullMarked;
