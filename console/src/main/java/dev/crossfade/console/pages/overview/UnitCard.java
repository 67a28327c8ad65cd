package dev.crossfade.console.pages.overview;

import dev.crossfade.console.pages.rollout.Need;
import dev.crossfade.console.pages.rollout.RolloutLine;
import dev.crossfade.console.pages.rollout.Words;
import dev.crossfade.console.service.AdminServices.UnitStatus;
import dev.crossfade.console.service.RolloutService.Rollout;
import dev.crossfade.console.service.RolloutService.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit at a glance.
 *
 * @param exposure in percent; null: a third backend serves it
 * @param kind how its state is to be taken, with {@code state} in words
 * @param line of its rollout; null: it has none
 * @param need what is to be told of the rollout first; null: it has none
 * @param progress where it is in its plan
 */
public record UnitCard(
    String name,
    @Nullable Double exposure,
    String kind,
    String state,
    @Nullable RolloutLine line,
    @Nullable Need need,
    String progress,
    List<String> guarded,
    Spark spark) {
  static UnitCard of(UnitStatus unit, @Nullable Rollout rollout, Spark spark, Instant now) {
    if (rollout == null) {
      return new UnitCard(
          unit.name(),
          exposure(unit),
          "minor",
          unit.state().equals("fixed") ? "fixed by hand" : unit.state(),
          null,
          null,
          "",
          unit.guarded(),
          spark);
    }
    RolloutLine line = RolloutLine.of(rollout, now);
    return new UnitCard(
        unit.name(),
        rollout.exposure(),
        line.kind(),
        rollout.state().equals("rolled-back") ? "rolled back" : rollout.state(),
        line,
        line.need(),
        progress(rollout, now),
        unit.guarded(),
        spark);
  }

  private static @Nullable Double exposure(UnitStatus unit) {
    return switch (unit.state()) {
      case "send legacy" -> (Double) 0.0;
      case "send next" -> (Double) 100.0;
      default -> unit.exposure();
    };
  }

  private static String progress(Rollout rollout, Instant now) {
    Instant since = rollout.since();
    if (rollout.stage() == 0 || rollout.state().equals("completed") || since == null) {
      return "";
    }
    String stage = "stage %d of %d".formatted(rollout.stage(), rollout.stages());
    return rollout.plan().stages().stream()
        .filter(one -> one.place().equals("now"))
        .findFirst()
        .map(one -> stage + " · " + held(one, since, now))
        .orElse(stage);
  }

  private static String held(Stage stage, Instant since, Instant now) {
    long held = Math.max(0, Duration.between(since, now).toSeconds());
    long hold = stage.holdSeconds();
    return held >= hold
        ? "held for its " + Words.duration(hold)
        : Words.duration(held) + " of " + Words.duration(hold) + " held";
  }

  /** How much of it next serves, to what can be drawn. */
  public double shown() {
    return exposure == null ? 0 : exposure;
  }

  public String percent() {
    return exposure == null ? "–" : Words.percent(exposure);
  }
}
