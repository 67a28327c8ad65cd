package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.service.RolloutService.Rollout;
import java.time.Instant;

/**
 * A rollout in a list of all.
 *
 * @param kind how its state is to be taken, with {@code state} in words
 * @param need what is to be told of it first
 */
public record RolloutLine(Rollout rollout, String kind, String state, Need need, Track track) {
  public static RolloutLine of(Rollout rollout, Instant now) {
    return new RolloutLine(
        rollout,
        RolloutPage.kind(rollout, now),
        RolloutPage.state(rollout),
        Need.of(rollout, now).getFirst(),
        Track.of(rollout, now));
  }

  public String path() {
    return RolloutPages.path(rollout.unit());
  }

  /** How many of its gates say so. */
  public long says(String verdict) {
    return rollout.gates().stream().filter(gate -> gate.verdict().equals(verdict)).count();
  }

  public boolean needsSomebody() {
    return need.kind().equals("fail") || need.kind().equals("hold");
  }
}
