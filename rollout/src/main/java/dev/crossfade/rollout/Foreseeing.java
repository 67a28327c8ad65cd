package dev.crossfade.rollout;

import dev.crossfade.config.model.Rollout.Advance;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.Outlook.Place;
import dev.crossfade.rollout.Outlook.Stop;
import dev.crossfade.rollout.schedule.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the outlook of a rollout from its situation and its view, which is of the same moment. */
final class Foreseeing {
  /** How far ahead freezes are looked for, and how many are shown. */
  private static final Duration HORIZON = Duration.ofDays(90);

  private static final int FREEZES = 6;

  private final Situation s;
  private final List<Stop> stops = new ArrayList<>();

  /** When the stage that is looked at can be left at the earliest. */
  private Instant free;

  private Foreseeing(Situation s) {
    this.s = s;
    this.free = s.now().wall();
  }

  static Outlook of(Situation s, RolloutView view) {
    Foreseeing foreseeing = new Foreseeing(s);
    foreseeing.walk();
    Standing standing = s.standing();
    Duration window = s.plan().rollout().rollback().window();
    Instant completed = standing.completed();
    return new Outlook(
        view,
        s.plan().rollout().advance() == Advance.AUTO,
        foreseeing.stops,
        s.plan().rollout().gates(),
        standing.approvals(),
        standing.held(),
        Options.of(s, view.storeProblem()),
        s.plan().freezes().within(new Span(s.now().wall(), s.now().wall().plus(HORIZON))).stream()
            .limit(FREEZES)
            .toList(),
        s.plan().rollout().freeze().timezone(),
        window,
        completed == null ? null : completed.plus(window),
        foreseeing.completes());
  }

  private void walk() {
    int here = s.standing().basisPoints();
    List<Stage> stages = s.plan().rollout().stages();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      int basisPoints = stage.percent().basisPoints();
      Place place =
          s.phase() == Phase.COMPLETED || basisPoints < here
              ? Place.DONE
              : basisPoints == here ? Place.NOW : Place.AHEAD;
      Instant earliest = place == Place.AHEAD ? begin() : null;
      boolean frozen = earliest != null && earliest.isAfter(free);
      stops.add(new Stop(i + 1, basisPoints, stage.hold(), place, earliest, frozen));
      if (earliest != null) {
        free = earliest.plus(stage.hold());
      } else if (place == Place.NOW) {
        free = left(stage);
      }
    }
  }

  /** When the stage that it is at can be left; one that was rolled back to is begun anew. */
  private Instant left(Stage stage) {
    return switch (s.phase()) {
      case RUNNING, HELD -> later(s.holdsUntil(), s.now().wall());
      case ROLLED_BACK -> begin().plus(stage.hold());
      case IDLE, COMPLETED, ABORTED -> s.now().wall();
    };
  }

  private Instant begin() {
    return s.plan().freezes().frozenUntil(free).orElse(free);
  }

  private @Nullable Instant completes() {
    boolean whole =
        !s.plan().rollout().stages().isEmpty()
            && s.plan().rollout().stages().getLast().percent().equals(Share.ALL);
    return s.phase() == Phase.COMPLETED || !whole ? null : Objects.requireNonNull(begin());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
