package dev.crossfade.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout stands: all of it that must survive a restart.
 *
 * @param run how often it was started; 0: never
 * @param hold of the stage it is at, as the plan said when it came there
 * @param since when the exposure began, by the wall clock; null while it never was another than 0
 * @param held by whom and why; null unless it is held
 * @param approvals of manual gates, for this run and stage
 * @param failed gates that said fail and let it be held, with their sentences: they count as failed
 *     until somebody resumes
 * @param completed when it was completed; null unless it is
 * @param evictBefore when it last went back, in milliseconds since 1970; 0: never
 */
record Standing(
    Phase phase,
    int run,
    String salt,
    int basisPoints,
    Duration hold,
    @Nullable Instant since,
    @Nullable Note held,
    SequencedMap<String, Note> approvals,
    SequencedMap<String, String> failed,
    @Nullable Instant completed,
    long evictBefore) {

  Standing {
    if (basisPoints < 0 || basisPoints > 10_000) {
      throw new IllegalArgumentException("exposure: " + basisPoints + " (expected: 0..10000)");
    }
    approvals = new LinkedHashMap<>(approvals);
    failed = new LinkedHashMap<>(failed);
  }

  /** Nobody has started it. The salt is the unit's name, as it is for exposures set by hand. */
  static Standing idle(String unit) {
    return new Standing(Phase.IDLE, 0, unit, 0, Duration.ZERO, null, null, none(), none(), null, 0);
  }

  /** At another exposure, or anew at the same: what was said at the old stage is forgotten. */
  Standing at(Phase next, int exposure, Duration stageHold, Instant now) {
    return new Standing(
        next, run, salt, exposure, stageHold, now, null, none(), none(), null, evictBefore);
  }

  /** A run later. */
  Standing started(String nextSalt) {
    return new Standing(
        phase,
        run + 1,
        nextSalt,
        basisPoints,
        hold,
        since,
        held,
        approvals,
        failed,
        completed,
        evictBefore);
  }

  /** Back to less exposure; what was pinned before is subject to eviction. */
  Standing wentBack(Phase next, int exposure, Instant now) {
    Standing there = at(next, exposure, hold, now);
    return new Standing(
        next,
        run,
        salt,
        exposure,
        hold,
        now,
        null,
        none(),
        none(),
        null,
        Math.max(there.evictBefore, now.toEpochMilli()));
  }

  /** Held where it is, by the first who held it; with what failed, if a gate did. */
  Standing holding(Note by, Map<String, String> alsoFailed) {
    LinkedHashMap<String, String> all = new LinkedHashMap<>(failed);
    all.putAll(alsoFailed);
    return new Standing(
        Phase.HELD,
        run,
        salt,
        basisPoints,
        hold,
        since,
        held == null ? by : held,
        approvals,
        all,
        completed,
        evictBefore);
  }

  /** Going on where it is; failed gates are asked anew. */
  Standing resumed() {
    return new Standing(
        Phase.RUNNING,
        run,
        salt,
        basisPoints,
        hold,
        since,
        null,
        approvals,
        none(),
        completed,
        evictBefore);
  }

  Standing approved(String gate, Note by) {
    LinkedHashMap<String, Note> all = new LinkedHashMap<>(approvals);
    all.put(gate, by);
    return new Standing(
        phase, run, salt, basisPoints, hold, since, held, all, failed, completed, evictBefore);
  }

  Standing complete(Instant now) {
    return new Standing(
        Phase.COMPLETED,
        run,
        salt,
        basisPoints,
        hold,
        since,
        null,
        none(),
        none(),
        now,
        evictBefore);
  }

  /** The same with less exposure, if it has more than this. */
  Standing atMost(int exposure) {
    return new Standing(
        phase,
        run,
        salt,
        Math.min(basisPoints, exposure),
        hold,
        since,
        held,
        approvals,
        failed,
        completed,
        evictBefore);
  }

  LiveExposure exposure() {
    return new LiveExposure(basisPoints, salt, phase == Phase.COMPLETED, evictBefore);
  }

  /** Whether gates have something to look at. */
  boolean isWatched() {
    return switch (phase) {
      case RUNNING, HELD -> true;
      case ROLLED_BACK -> basisPoints > 0;
      case IDLE, COMPLETED, ABORTED -> false;
    };
  }

  private static <V> SequencedMap<String, V> none() {
    return new LinkedHashMap<>();
  }
}
