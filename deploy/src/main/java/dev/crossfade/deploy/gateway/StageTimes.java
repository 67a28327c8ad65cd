package dev.crossfade.deploy.gateway;

import dev.crossfade.rollout.Past;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Rollouts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When the present run of a rollout was at which exposure, by the journal. Read again only when
 * something has happened to the rollout. Thread-safe.
 */
final class StageTimes {
  /** Runs with more moves than these have forgotten their first stages. */
  private static final int MOST = 200;

  private final Rollouts rollouts;
  private final Map<String, Read> read = new ConcurrentHashMap<>();

  /**
   * A stay at one exposure, the last one of the run.
   *
   * @param until null: it lasts
   */
  record Stay(Instant since, @Nullable Instant until) {}

  /** What was read when a rollout had last moved at some time. */
  private record Read(int run, @Nullable Instant lastAt, Map<Integer, Stay> stays) {}

  StageTimes(Rollouts rollouts) {
    this.rollouts = rollouts;
  }

  /** By exposure, in basis points. */
  Map<Integer, Stay> of(RolloutView view) {
    Read known = read.get(view.unit());
    if (known == null
        || known.run() != view.run()
        || !Objects.equals(known.lastAt(), view.lastAt())) {
      known = new Read(view.run(), view.lastAt(), read(view));
      read.put(view.unit(), known);
    }
    return known.stays();
  }

  private Map<Integer, Stay> read(RolloutView view) {
    List<Past> newestFirst = rollouts.past(view.unit(), Long.MAX_VALUE, MOST);
    Map<Integer, Stay> stays = new HashMap<>();
    Integer here = null;
    Instant since = Instant.EPOCH;
    for (Past past : newestFirst.reversed()) {
      if (past.run() != view.run()) {
        continue;
      }
      if (here == null || past.basisPoints() != here) {
        if (here != null) {
          stays.put(here, new Stay(since, past.at()));
        }
        here = past.basisPoints();
        since = past.at();
      }
    }
    if (here != null) {
      stays.put(here, new Stay(since, null));
    }
    return Map.copyOf(stays);
  }
}
