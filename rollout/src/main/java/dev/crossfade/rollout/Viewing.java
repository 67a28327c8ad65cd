package dev.crossfade.rollout;

import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Rollout.Advance;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.config.value.Share;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the view of a rollout from its situation. */
final class Viewing {
  private Viewing() {}

  /**
   * @param step what led there; null: nothing ever happened
   * @param durable whether the journal has it
   * @param problem what the journal said when it failed; null: it does not
   */
  static RolloutView of(
      Situation s, @Nullable Step step, boolean durable, @Nullable String problem) {
    Standing standing = s.standing();
    Rollout plan = s.plan().rollout();
    Note note = step == null ? null : step.note();
    return new RolloutView(
        s.plan().unit(),
        standing.phase(),
        s.plan().number(standing.basisPoints()),
        plan.stages().size(),
        standing.basisPoints(),
        s.plan().next(standing.basisPoints()).map(Viewing::basisPoints).orElse(null),
        standing.since(),
        isAtStage(standing.phase()) ? s.holdsUntil() : null,
        s.frozenUntil(),
        waitsFor(s, durable, problem),
        s.verdicts(),
        plan.owner(),
        plan.rollback().decider(),
        plan.rollback().reverts(),
        plan.rollback().forwardFixes(),
        standing.run(),
        standing.salt(),
        durable,
        problem,
        step == null ? null : step.kind(),
        note == null ? null : note.actor(),
        note == null ? null : note.at(),
        note == null ? null : note.reason());
  }

  private static List<String> waitsFor(Situation s, boolean durable, @Nullable String problem) {
    List<String> all = new ArrayList<>();
    if (problem != null) {
      String what = durable ? "to take entries: " : "to take what is in effect already: ";
      all.add("the journal " + what + problem);
    }
    switch (s.phase()) {
      case IDLE, ABORTED -> addStart(all, s, "somebody to start it");
      case ROLLED_BACK -> addStart(all, s, "somebody to start it again");
      case COMPLETED -> {}
      case RUNNING, HELD -> {
        all.addAll(s.obstacles());
        if (s.plan().next(s.standing().basisPoints()).isEmpty()
            && s.standing().basisPoints() < Share.WHOLE) {
          all.add("a longer plan: " + Transitions.endsBelow(s));
        } else if (s.plan().rollout().advance() == Advance.MANUAL) {
          all.add("an operator to advance it (advance: manual)");
        }
      }
    }
    return all;
  }

  private static void addStart(List<String> all, Situation s, String somebody) {
    all.add(somebody);
    all.addAll(s.freeze());
    all.addAll(s.awaited());
  }

  private static boolean isAtStage(Phase phase) {
    return switch (phase) {
      case RUNNING, HELD -> true;
      case IDLE, COMPLETED, ROLLED_BACK, ABORTED -> false;
    };
  }

  private static Integer basisPoints(Stage stage) {
    return stage.percent().basisPoints();
  }
}
