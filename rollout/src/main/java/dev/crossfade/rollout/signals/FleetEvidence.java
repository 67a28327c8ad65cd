package dev.crossfade.rollout.signals;

import dev.crossfade.rollout.gates.Arms;

/** Who knows what all gateways of a fleet counted. Answers at once, and never waits. */
@FunctionalInterface
public interface FleetEvidence {
  /** All that was counted in a stage since it began, as far as it is known. */
  Reading of(String unit, StageKey stage);

  /** What is known of a stage. */
  sealed interface Reading {
    /**
     * All gateways were read.
     *
     * @param arms never less than in an earlier reading of the same stage
     * @param nanos all that was counted until then is in it, by a clock that is never stepped
     */
    record Counted(Arms arms, long nanos) implements Reading {}

    /**
     * Nothing that may be judged by.
     *
     * @param why in words, for the sentence of a verdict
     */
    record Missing(String why) implements Reading {}
  }
}
