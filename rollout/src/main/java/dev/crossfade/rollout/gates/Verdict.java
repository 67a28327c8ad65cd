package dev.crossfade.rollout.gates;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a gate says, and why.
 *
 * @param gate what people call the gate
 * @param sentence the reason, with the figures it rests on
 * @param legacy what was measured of the control, if anything
 * @param next what was measured of the next arm, if anything
 * @param samples how many of the next arm it rests on
 * @param difference the same as figures; null: it rests on none, or on no data
 */
public record Verdict(
    String gate,
    Says says,
    String sentence,
    @Nullable Double legacy,
    @Nullable Double next,
    long samples,
    @Nullable Difference difference) {
  public Verdict {
    requireNonNull(gate, "gate");
    requireNonNull(says, "says");
    requireNonNull(sentence, "sentence");
  }

  /** One that rests on no difference. */
  public Verdict(
      String gate,
      Says says,
      String sentence,
      @Nullable Double legacy,
      @Nullable Double next,
      long samples) {
    this(gate, says, sentence, legacy, next, samples, null);
  }

  /** The three things that a gate may say. */
  public enum Says {
    PASS,
    HOLD,
    FAIL;

    /** As a number for metrics: 1, 0, -1. */
    public int value() {
      return switch (this) {
        case PASS -> 1;
        case HOLD -> 0;
        case FAIL -> -1;
      };
    }
  }
}
