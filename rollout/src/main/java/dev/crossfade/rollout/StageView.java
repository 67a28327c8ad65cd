package dev.crossfade.rollout;

import java.time.Instant;

/**
 * The stage that gates are asked about. Evidence from before {@code since} is about another one.
 *
 * @param run how often the rollout was started
 * @param stage from 1, in the plan as it is configured now; 0: below its first stage
 * @param basisPoints the exposure
 * @param since when this exposure began, by the wall clock
 * @param holdOver whether it has held as long as it must, which is when a gate may pass
 * @param resumed how often it was resumed since this gateway began: whoever did has seen what there
 *     was, so evidence from before is about another one too
 */
public record StageView(
    int run, int stage, int basisPoints, Instant since, boolean holdOver, int resumed) {
  /** Whether evidence about one is evidence about the other; how a plan counts says nothing. */
  public boolean isSameStage(StageView other) {
    return run == other.run
        && basisPoints == other.basisPoints
        && since.equals(other.since)
        && resumed == other.resumed;
  }
}
