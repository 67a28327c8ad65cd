package dev.crossfade.rollout.history;

import dev.crossfade.rollout.gates.Difference;
import dev.crossfade.rollout.gates.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a gate said at one moment.
 *
 * @param basisPoints the exposure that it was asked about
 * @param difference what it rested on; null: on none
 */
public record Point(
    Instant at, int basisPoints, Verdict.Says says, @Nullable Difference difference) {}
