package dev.crossfade.rollout.gates;

import org.jspecify.annotations.Nullable;

/**
 * What a gate says at one moment.
 *
 * @param gate its label
 * @param sentence why, for people
 * @param legacy what was measured of legacy; null: nothing was, or there is nothing to measure
 * @param next what was measured of next
 * @param samples how many observations it rests on
 */
public record Verdict(
    String gate,
    Says says,
    String sentence,
    @Nullable Double legacy,
    @Nullable Double next,
    long samples) {

  /** The three things that a gate can say. */
  public enum Says {
    PASS,
    HOLD,
    FAIL;

    /** The number that metrics show. */
    public int value() {
      return switch (this) {
        case PASS -> 1;
        case HOLD -> 0;
        case FAIL -> -1;
      };
    }
  }
}
