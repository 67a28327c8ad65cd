package dev.crossfade.rollout.rehearsal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rollback as it was rehearsed: a gate's, or at the end an operator's.
 *
 * @param byGate whether a gate began it
 * @param wanted the exposure that the plan goes back to
 * @param reached the exposure that visitors had then
 * @param took how long until they had it, from the verdict or the order
 * @param journalled whether the journal has it as the newest step of the unit
 * @param restarts whether a gateway that starts anew on that journal stands where this one did
 * @param refused why there was none; null: there was one
 */
public record WayBack(
    boolean byGate,
    int wanted,
    int reached,
    Duration took,
    boolean journalled,
    boolean restarts,
    @Nullable String refused) {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  static WayBack refused(int wanted, int reached, String reason) {
    return new WayBack(false, wanted, reached, Duration.ZERO, false, false, reason);
  }

  /** Whether it did what the plan says, at once and for good. */
  public boolean holds() {
    return refused == null
        && reached == wanted
        && took.compareTo(LONGEST) <= 0
        && journalled
        && restarts;
  }
}
