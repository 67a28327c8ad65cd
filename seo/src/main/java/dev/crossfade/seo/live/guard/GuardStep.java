package dev.crossfade.seo.live.guard;

import org.jspecify.annotations.Nullable;

/**
 * What came of an event.
 *
 * @param move null: it stays where it is served
 * @param why one sentence for people; empty without a move, or when an operator gave no reason
 */
public record GuardStep(GuardState state, @Nullable Move move, String why) {
  /** A change of who serves. */
  public enum Move {
    /** Next broke it: legacy serves. */
    ENGAGED,
    /** Next keeps it again: as exposure says. */
    HEALED,
    /** Legacy is no better: as exposure says. */
    LIFTED,
    /** An operator said so. */
    RELEASED
  }

  static GuardStep stay(GuardState state) {
    return new GuardStep(state, null, "");
  }
}
