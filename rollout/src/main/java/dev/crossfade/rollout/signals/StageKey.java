package dev.crossfade.rollout.signals;

import static java.util.Objects.requireNonNull;

import dev.crossfade.rollout.StageView;
import java.time.Instant;

/**
 * Which stage something was counted in: the same on every gateway, whatever plan it goes by.
 *
 * @param run how often the rollout was started
 * @param basisPoints the exposure
 * @param since when the exposure began, to the millisecond
 */
public record StageKey(int run, int basisPoints, Instant since) {
  public StageKey {
    requireNonNull(since, "since");
    since = Instant.ofEpochMilli(since.toEpochMilli());
  }

  public static StageKey of(StageView stage) {
    return new StageKey(stage.run(), stage.basisPoints(), stage.since());
  }

  /** As a label of a metric: {@code 2-2500-1732960800000}. */
  @Override
  public String toString() {
    return run + "-" + basisPoints + "-" + since.toEpochMilli();
  }
}
