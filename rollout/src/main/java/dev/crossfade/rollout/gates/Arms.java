package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Severity;
import dev.crossfade.rollout.statistics.Tally;
import java.util.Map;

/**
 * What both arms did since the same moment.
 *
 * @param parity pages that were compared, by severity; bad are those with a finding at least so bad
 */
public record Arms(Arm legacy, Arm next, Map<Severity, Tally> parity) {

  /** Nobody did anything. */
  public static final Arms NONE = new Arms(Arm.NONE, Arm.NONE, Map.of());

  public Arms {
    parity = Map.copyOf(parity);
  }

  Tally parity(Severity severity) {
    return parity.getOrDefault(severity, Tally.NONE);
  }

  /** What they did after {@code earlier}, which is an older state of the same. */
  public Arms minus(Arms earlier) {
    return new Arms(
        legacy.minus(earlier.legacy), next.minus(earlier.next), Arm.minus(parity, earlier.parity));
  }
}
