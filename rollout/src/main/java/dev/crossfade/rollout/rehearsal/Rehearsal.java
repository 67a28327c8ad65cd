package dev.crossfade.rollout.rehearsal;

import static java.time.temporal.ChronoUnit.SECONDS;
import static java.util.Objects.requireNonNull;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A game day for one unit's plan and one fault. The same rehearsal always has the same report.
 *
 * @param unit a unit with a rollout
 * @param rate requests of the unit a second, from all visitors
 * @param seed of chance
 * @param start when it begins, to the second: freezes count as they will
 * @param faultAt the stage in the middle of whose hold the fault begins; null: the second, or the
 *     first of a plan that has but one
 */
public record Rehearsal(
    Config config,
    String unit,
    Fault fault,
    double rate,
    long seed,
    Instant start,
    @Nullable Share faultAt) {
  public static final double DEFAULT_RATE = 20;
  public static final long DEFAULT_SEED = 1;
  private static final double HIGHEST_RATE = 1_000;

  /**
   * @throws IllegalArgumentException if the unit has no rollout, {@code faultAt} is no stage of it,
   *     or the rate is not from 0.01 to 1,000
   */
  public Rehearsal {
    requireNonNull(fault, "fault");
    Rollout plan = plan(config, unit);
    if (!(rate >= 0.01 && rate <= HIGHEST_RATE)) {
      throw new IllegalArgumentException(
          "rate: " + rate + " (expected: 0.01..1000 requests a second)");
    }
    List<Share> stages = plan.stages().stream().map(Stage::percent).toList();
    if (faultAt != null && !stages.contains(faultAt)) {
      throw new IllegalArgumentException(
          faultAt
              + " is no stage of unit "
              + unit
              + " (expected: "
              + stages.stream().map(Share::toString).collect(Collectors.joining(", "))
              + ")");
    }
    start = start.truncatedTo(SECONDS);
  }

  /** With everything as it is by default. */
  public static Rehearsal of(Config config, String unit, Fault fault, Instant start) {
    return new Rehearsal(config, unit, fault, DEFAULT_RATE, DEFAULT_SEED, start, null);
  }

  /** Plays it, in a second or two for a plan of two weeks. */
  public Report play() {
    return new Play(this).report();
  }

  Rollout plan() {
    return plan(config, unit);
  }

  /** The exposure in whose stage the fault begins. */
  int faultBasisPoints() {
    List<Stage> stages = plan().stages();
    Share share = faultAt == null ? stages.get(Math.min(1, stages.size() - 1)).percent() : faultAt;
    return share.basisPoints();
  }

  private static Rollout plan(Config config, String name) {
    Unit unit = config.unit(name).orElse(null);
    if (unit == null || unit.rollout() == null) {
      throw new IllegalArgumentException(
          "unit "
              + name
              + (unit == null ? " is not defined" : " has no rollout")
              + " (expected: a unit with a rollout)");
    }
    return unit.rollout();
  }
}
