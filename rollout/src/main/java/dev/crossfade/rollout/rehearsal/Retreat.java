package dev.crossfade.rollout.rehearsal;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.rollout.Answer;
import dev.crossfade.rollout.GateBoard;
import dev.crossfade.rollout.LiveExposure;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Rollouts;
import dev.crossfade.rollout.Transition;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.rehearsal.Play.Shown;
import dev.crossfade.rollout.schedule.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks whether a rollback did what the plan says; where no gate began one, orders it. */
record Retreat(
    Config config, String unit, Rollouts rollouts, Journal journal, GateBoard board, Ticker clock) {

  /** The kind of entry that rollouts write; what they write is checked as others would read it. */
  private static final String KIND = "rollout";

  /** A gate began one. */
  WayBack happened(Transition transition, List<Shown> shown) {
    return check(true, transition.fromBasisPoints(), transition.at(), shown);
  }

  /** Nobody began one: an operator does. */
  WayBack order(RolloutView from, List<Shown> shown) {
    Instant now = clock.wall();
    return switch (rollouts.rollback(unit, Play.ACTOR, "the way back is rehearsed, too", null)) {
      case Answer.Moved _ -> check(false, from.basisPoints(), now, shown);
      case Answer.Refused refused ->
          WayBack.refused(wanted(from.basisPoints()), from.basisPoints(), refused.reason());
      case Answer.Stale _ -> throw new IllegalStateException("it was ordered on any version");
    };
  }

  private WayBack check(boolean byGate, int from, Instant since, List<Shown> shown) {
    Shown last = shown.getLast();
    return new WayBack(
        byGate,
        wanted(from),
        last.basisPoints(),
        Duration.between(since, last.at()),
        isJournalled(),
        restarts(last.basisPoints()),
        null);
  }

  private int wanted(int from) {
    Rollout plan = config.units().getFirst().rollout();
    return plan == null || plan.rollback().to().equals("0%")
        ? 0
        : plan.stages().stream()
            .map(Stage::percent)
            .mapToInt(share -> share.basisPoints())
            .filter(stage -> stage < from)
            .max()
            .orElse(0);
  }

  private boolean isJournalled() {
    return journal
        .last(KIND, unit)
        .filter(entry -> entry.body().path("transition").asString("").equals("rollback"))
        .isPresent();
  }

  /** A gateway that begins with this journal stands where this one does, and shows the same. */
  private boolean restarts(int basisPoints) {
    List<LiveExposure> told = new ArrayList<>();
    Rollouts again =
        new Rollouts(journal, board, (_, exposure) -> told.add(exposure), clock, List.of());
    again.configure(config);
    RolloutView before = rollouts.view(unit).orElseThrow();
    RolloutView after = again.view(unit).orElseThrow();
    return before.state() == after.state()
        && before.basisPoints() == after.basisPoints()
        && before.run() == after.run()
        && before.salt().equals(after.salt())
        && told.getLast().basisPoints() == basisPoints;
  }
}
