package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.service.RolloutService.GateState;
import dev.crossfade.console.service.RolloutService.Rollout;
import dev.crossfade.console.service.RolloutService.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stages of a rollout, and how far it has come. */
public record Track(List<Stop> stops) {
  public Track {
    stops = List.copyOf(stops);
  }

  /**
   * A stage.
   *
   * @param place done, now or ahead
   * @param filled how much of its bar, of 100
   * @param text what there is to say of it before the time
   * @param at a time; null: there is none to say
   * @param after the rest
   */
  public record Stop(
      String percent, String place, int filled, String text, @Nullable Instant at, String after) {}

  static Track of(Rollout rollout, Instant now) {
    return new Track(
        rollout.plan().stages().stream().map(stage -> stop(rollout, stage, now)).toList());
  }

  private static Stop stop(Rollout rollout, Stage stage, Instant now) {
    String hold = Words.duration(stage.holdSeconds());
    return switch (stage.place()) {
      case "done" -> done(stage, hold);
      case "now" -> now(rollout, stage, hold, now);
      default -> {
        Instant earliest = stage.earliest();
        boolean tellsTime = earliest != null && isUnderWay(rollout);
        yield new Stop(
            Words.percent(stage.exposure()),
            "ahead",
            0,
            hold + (tellsTime ? " · not before " : ""),
            tellsTime ? earliest : null,
            stage.frozen() ? " (freeze)" : "");
      }
    };
  }

  private static Stop done(Stage stage, String hold) {
    Instant until = stage.until();
    Instant since = stage.since();
    return new Stop(
        Words.percent(stage.exposure()),
        "done",
        100,
        hold + (until != null ? " · done " : since != null ? " · since " : " · done"),
        until != null ? until : since,
        "");
  }

  private static Stop now(Rollout rollout, Stage stage, String hold, Instant now) {
    Instant until = rollout.holdsUntil();
    if (until == null) {
      return new Stop(
          Words.percent(stage.exposure()), "now", 100, "went back to here ", rollout.since(), "");
    }
    long left = Math.max(0, Duration.between(now, until).toSeconds());
    long passed = Math.clamp(stage.holdSeconds() - left, 0, stage.holdSeconds());
    int filled = stage.holdSeconds() == 0 ? 100 : (int) (100 * passed / stage.holdSeconds());
    String waits = waits(rollout);
    return left > 0
        ? new Stop(
            Words.percent(stage.exposure()),
            "now",
            filled,
            Words.duration(passed) + " of " + hold + " · holds until ",
            until,
            waits)
        : new Stop(Words.percent(stage.exposure()), "now", 100, hold + " held" + waits, null, "");
  }

  private static String waits(Rollout rollout) {
    String gates =
        rollout.gates().stream()
            .filter(gate -> !gate.verdict().equals("pass"))
            .map(GateState::name)
            .collect(Collectors.joining(", "));
    return gates.isEmpty() ? "" : " · waits for " + gates;
  }

  private static boolean isUnderWay(Rollout rollout) {
    return rollout.state().equals("running") || rollout.state().equals("held");
  }
}
