package dev.crossfade.rollout;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.config.value.Durations;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.Transition.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a rollout: which order is legal where, and where it leads. Pure.
 *
 * <pre>
 *   idle ──start──► running ⇄ held          hold, resume; advance: running to running, the next stage
 *                    │   │      │
 *                    │   └──┬───┴─ rollback ─► rolled-back ─ start ─► running
 *          complete  │      └───── abort ────► aborted ───── start ─► running
 *                    ▼
 *                completed ─ rollback, within rollback.window ─► rolled-back
 * </pre>
 *
 * A rollback may stop at an earlier stage; then another one goes to 0 %, and a start goes on from
 * there.
 */
final class Transitions {
  private Transitions() {}

  /** Begins a run, with the visitors arranged anew or as before. */
  static Decision start(Situation s, Note by, boolean freshSalt) {
    return switch (s.phase()) {
      case RUNNING -> new Decision.No("it is running already, at " + s.exposure());
      case HELD ->
          new Decision.No("it is held at " + s.exposure() + " (expected: resume, or abort first)");
      case COMPLETED ->
          new Decision.No("it is complete since " + s.standing().completed() + ": nothing is left");
      case IDLE, ROLLED_BACK, ABORTED -> begin(s, by, freshSalt);
    };
  }

  private static Decision begin(Situation s, Note by, boolean freshSalt) {
    List<String> obstacles = new ArrayList<>(s.freeze());
    obstacles.addAll(s.awaited());
    if (!obstacles.isEmpty()) {
      return new Decision.No("it waits for " + String.join("; for ", obstacles));
    }
    Standing old = s.standing();
    String salt = freshSalt ? s.plan().unit() + "#" + (old.run() + 1) : old.salt();
    int exposure = old.basisPoints();
    Duration hold = s.plan().at(exposure).map(Stage::hold).orElse(old.hold());
    if (exposure == 0) {
      Stage first = s.plan().rollout().stages().getFirst();
      exposure = first.percent().basisPoints();
      hold = first.hold();
    }
    return new Decision.Move(
        Kind.START, old.started(salt).at(Phase.RUNNING, exposure, hold, by.at()));
  }

  /**
   * Goes to the next stage, or to the one that is named, or completes after the last.
   *
   * @param to such as {@code 25%}; null: the next stage
   * @param force whatever stands against it is overridden, and noted
   */
  static Decision advance(Situation s, Note by, @Nullable String to, boolean force) {
    return switch (s.phase()) {
      case IDLE -> new Decision.No("it was not started (expected: start)");
      case COMPLETED -> new Decision.No("it is complete: nothing is left");
      case ROLLED_BACK ->
          new Decision.No("it was rolled back to " + s.exposure() + " (expected: start)");
      case ABORTED -> new Decision.No("it was aborted (expected: start)");
      case RUNNING, HELD -> goOn(s, by, to, force);
    };
  }

  private static Decision goOn(Situation s, Note by, @Nullable String to, boolean force) {
    int here = s.standing().basisPoints();
    Optional<Stage> target = s.plan().next(here);
    if (to != null) {
      target =
          s.plan().rollout().stages().stream()
              .filter(stage -> stage.percent().toString().equals(normal(to)))
              .findFirst();
      if (target.isEmpty()) {
        return new Decision.No(
            "to: \"" + to + "\" is no stage (expected: one of " + ahead(s.plan(), here) + ")");
      }
      if (target.get().percent().basisPoints() <= here) {
        return new Decision.No(
            "to: \"" + to + "\" is not ahead of " + s.exposure() + " (to lower it: rollback)");
      }
    }
    if (target.isEmpty() && here < Share.WHOLE) {
      return new Decision.No(endsBelow(s));
    }
    List<String> obstacles = s.obstacles();
    target
        .map(stage -> s.plan().between(here, stage.percent().basisPoints()))
        .filter(skipped -> !skipped.isEmpty())
        .ifPresent(
            skipped -> obstacles.add("the stages before that one: it would skip " + list(skipped)));
    if (!force && !obstacles.isEmpty()) {
      return new Decision.No("it waits for " + String.join("; for ", obstacles));
    }
    if (force && by.reason().isBlank()) {
      return new Decision.No("force overrides gates, holds and freezes (expected: a reason)");
    }
    return target
        .map(
            stage ->
                new Decision.Move(
                    Kind.ADVANCE,
                    s.standing()
                        .at(Phase.RUNNING, stage.percent().basisPoints(), stage.hold(), by.at()),
                    obstacles))
        .orElseGet(
            () -> new Decision.Move(Kind.COMPLETE, s.standing().complete(by.at()), obstacles));
  }

  /** What is said of a plan that has no stage left and does not reach everybody. */
  static String endsBelow(Situation s) {
    return "the plan has no stage beyond " + s.exposure() + " (expected: one more stage, to 100%)";
  }

  /** Stays at the stage until somebody resumes. */
  static Decision hold(Situation s, Note by) {
    return switch (s.phase()) {
      case RUNNING -> new Decision.Move(Kind.HOLD, s.standing().holding(by, Map.of()));
      case HELD -> new Decision.No("it is held already, " + s.standing().held());
      case IDLE, COMPLETED, ROLLED_BACK, ABORTED -> notUnderWay(s, "hold");
    };
  }

  /** Stays at the stage because gates failed; also adds to a hold there is. */
  static Decision holdFailed(Situation s, Note by, Map<String, String> failed) {
    return switch (s.phase()) {
      case RUNNING, HELD -> new Decision.Move(Kind.HOLD, s.standing().holding(by, failed));
      case IDLE, COMPLETED, ROLLED_BACK, ABORTED -> notUnderWay(s, "hold");
    };
  }

  /** Goes on from a hold; gates that failed are asked anew. */
  static Decision resume(Situation s) {
    return switch (s.phase()) {
      case HELD -> new Decision.Move(Kind.RESUME, s.standing().resumed());
      case RUNNING -> new Decision.No("it is not held: it is running at " + s.exposure());
      case IDLE, COMPLETED, ROLLED_BACK, ABORTED -> notUnderWay(s, "resume");
    };
  }

  /** Gives up: legacy serves the unit. */
  static Decision abort(Situation s, Note by) {
    return switch (s.phase()) {
      case RUNNING, HELD ->
          new Decision.Move(Kind.ABORT, s.standing().wentBack(Phase.ABORTED, 0, by.at()));
      case IDLE, COMPLETED, ROLLED_BACK, ABORTED -> notUnderWay(s, "abort");
    };
  }

  /**
   * Goes back.
   *
   * @param to {@code 0%}, {@code previous} or a stage such as {@code 5%}; null: as the plan says
   */
  static Decision rollback(Situation s, Note by, @Nullable String to) {
    return switch (s.phase()) {
      case IDLE -> new Decision.No("it was not started: legacy serves the unit");
      case ABORTED -> new Decision.No("it was aborted: legacy serves the unit already");
      case ROLLED_BACK ->
          s.standing().basisPoints() == 0
              ? new Decision.No(
                  "it was rolled back to 0% already, at "
                      + s.standing().since()
                      + ": legacy serves the unit")
              : goBack(s, by, Objects.requireNonNullElse(to, "0%"));
      case RUNNING, HELD ->
          goBack(s, by, Objects.requireNonNullElse(to, s.plan().rollout().rollback().to()));
      case COMPLETED -> {
        Instant completed = Objects.requireNonNull(s.standing().completed(), "completed");
        Duration window = s.plan().rollout().rollback().window();
        yield s.now().atLeastSince(completed).compareTo(window) > 0
            ? new Decision.No(
                "it is complete since "
                    + completed
                    + ", and a rollback is offered for "
                    + Durations.print(window)
                    + " (rollback.window): legacy may not know what happened since")
            : goBack(s, by, Objects.requireNonNullElse(to, s.plan().rollout().rollback().to()));
      }
    };
  }

  private static Decision goBack(Situation s, Note by, String to) {
    int here = s.standing().basisPoints();
    String wanted = normal(to);
    int target = -1;
    if (wanted.equals("0%")) {
      target = 0;
    } else if (wanted.equals("previous")) {
      target = s.plan().previous(here);
    } else {
      target =
          s.plan().rollout().stages().stream()
              .map(Stage::percent)
              .filter(share -> share.toString().equals(wanted))
              .mapToInt(Share::basisPoints)
              .findFirst()
              .orElse(-1);
    }
    if (target < 0 || target >= here) {
      return new Decision.No(
          "to: \"" + to + "\" (expected: 0%, previous or a stage below " + s.exposure() + ")");
    }
    return new Decision.Move(
        Kind.ROLLBACK, s.standing().wentBack(Phase.ROLLED_BACK, target, by.at()));
  }

  /** Lets a manual gate pass, for this run and stage. */
  static Decision approve(Situation s, Note by, String label) {
    return switch (s.phase()) {
      case IDLE, COMPLETED, ROLLED_BACK, ABORTED -> notUnderWay(s, "approve");
      case RUNNING, HELD -> {
        List<String> manual =
            s.plan().gatesAt(s.standing().basisPoints()).stream()
                .filter(Gate.Manual.class::isInstance)
                .map(Gate::label)
                .toList();
        Note before = s.standing().approvals().get(label);
        if (!manual.contains(label)) {
          yield new Decision.No(
              "gate \""
                  + label
                  + "\" takes no approval at "
                  + s.exposure()
                  + (manual.isEmpty()
                      ? " (no gate does)"
                      : " (expected: " + String.join(", ", manual) + ")"));
        }
        yield before != null
            ? new Decision.No("gate \"" + label + "\" was approved already, " + before)
            : new Decision.Move(Kind.APPROVE, s.standing().approved(label, by));
      }
    };
  }

  private static Decision.No notUnderWay(Situation s, String order) {
    return new Decision.No(
        "it is " + s.phase().text() + " (expected: running or held, to " + order + " it)");
  }

  private static String ahead(Plan plan, int here) {
    List<Share> ahead = plan.between(here, Share.WHOLE + 1);
    return ahead.isEmpty() ? "none: it is at the last" : list(ahead);
  }

  private static String list(List<Share> shares) {
    return shares.stream().map(Share::toString).collect(Collectors.joining(", "));
  }

  /** A share as the plan would print it, so that {@code 25.0%} is {@code 25%}. */
  private static String normal(String to) {
    String text = to.strip();
    return text.matches(Share.PATTERN) ? Share.parse(text).toString() : text;
  }
}
