package dev.crossfade.rollout.rehearsal;

import dev.crossfade.rollout.gates.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A stage as it was rehearsed. Times are of the virtual clock.
 *
 * @param stage its number in the plan, from 1
 * @param basisPoints its exposure: 2,500 are 25 %
 * @param hold how long it is to last at least
 * @param entered when it began
 * @param left when it ended, or when the rehearsal did
 * @param frozen how long it waited for the end of freezes, its hold being over
 * @param verdicts what its gates said last
 */
public record StageRun(
    int stage,
    int basisPoints,
    Duration hold,
    Instant entered,
    Instant left,
    Duration frozen,
    List<Verdict> verdicts) {

  public StageRun {
    verdicts = List.copyOf(verdicts);
  }
}
