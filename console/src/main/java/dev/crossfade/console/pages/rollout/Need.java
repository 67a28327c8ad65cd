package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.service.RolloutService.By;
import dev.crossfade.console.service.RolloutService.GateState;
import dev.crossfade.console.service.RolloutService.Option;
import dev.crossfade.console.service.RolloutService.PlannedGate;
import dev.crossfade.console.service.RolloutService.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that is told first: what needs a person, or that nothing does.
 *
 * @param kind fail, hold, pass or minor
 * @param word what stands before it, in one word
 * @param text the sentence, up to a time
 * @param at a time; null: there is none in it
 * @param after the rest of the sentence
 * @param approve the gate that can be approved; empty: it is not about one
 */
public record Need(
    String kind, String word, String text, @Nullable Instant at, String after, String approve) {

  private Need(String kind, String word, String text) {
    this(kind, word, text, null, "", "");
  }

  /** The most urgent first; never empty. */
  public static List<Need> of(Rollout rollout, Instant now) {
    List<Need> needs = new ArrayList<>();
    String problem = rollout.storeProblem();
    if (!rollout.durable()) {
      needs.add(
          new Need(
              "fail",
              "not durable",
              "What is in effect is not in the journal yet, and is tried again each second: "
                  + Objects.requireNonNullElse(problem, "the journal fails")
                  + ". A restart would forget it."));
    } else if (problem != null) {
      needs.add(
          new Need(
              "fail",
              "journal fails",
              "No new stage begins while the journal takes no entries: " + problem + "."));
    }
    switch (rollout.state()) {
      case "idle" -> idle(rollout, needs);
      case "running", "held" -> underWay(rollout, needs, now);
      case "rolled-back", "aborted" -> gone(rollout, needs);
      default -> completed(rollout, needs);
    }
    return needs;
  }

  private static void idle(Rollout rollout, List<Need> needs) {
    needs.add(
        rollout.waitsFor().size() > 1
            ? new Need(
                "hold",
                "waits",
                "Nobody has started it, and it cannot begin yet: "
                    + String.join("; ", rollout.waitsFor().subList(1, rollout.waitsFor().size()))
                    + ".")
            : new Need(
                "minor", "idle", "Nobody has started it: legacy serves the unit, rules aside."));
  }

  private static void gone(Rollout rollout, List<Need> needs) {
    String back =
        rollout.state().equals("aborted")
            ? "Given up by "
            : rollout.exposure() == 0
                ? "Rolled back by "
                : "Rolled back to " + Words.percent(rollout.exposure()) + " by ";
    String who = Objects.requireNonNullElse(rollout.lastBy(), "somebody");
    String why = Objects.requireNonNullElse(rollout.lastReason(), "");
    needs.add(
        new Need(
            "fail",
            rollout.state().equals("aborted") ? "aborted" : "rolled back",
            back + who(who) + ", ",
            rollout.lastAt(),
            (why.isBlank() ? "." : ": " + why + ".") + " It stays there until somebody starts it.",
            ""));
    if (rollout.waitsFor().size() > 1) {
      needs.add(
          new Need(
              "hold",
              "waits",
              "It cannot start again yet: "
                  + String.join("; ", rollout.waitsFor().subList(1, rollout.waitsFor().size()))
                  + "."));
    }
  }

  private static void completed(Rollout rollout, List<Need> needs) {
    Instant until = rollout.back().offeredUntil();
    needs.add(
        until == null
            ? new Need("pass", "completed", "Next serves the whole unit for good.")
            : new Need(
                "pass",
                "completed",
                "Next serves the whole unit. A rollback is offered until ",
                until,
                ".",
                ""));
  }

  private static void underWay(Rollout rollout, List<Need> needs, Instant now) {
    By held = rollout.held();
    if (held != null) {
      needs.add(
          new Need(
              held.actor().startsWith("gate:") ? "fail" : "hold",
              "held",
              "Held by " + who(held.actor()) + ", ",
              held.at(),
              (held.reason().isBlank() ? "." : ": " + held.reason() + ".")
                  + " It stays at "
                  + Words.percent(rollout.exposure())
                  + " until somebody resumes it.",
              ""));
    }
    for (GateState gate : rollout.gates()) {
      if (gate.verdict().equals("fail")) {
        needs.add(new Need("fail", gate.name(), "Fails: " + Words.sentence(gate) + "."));
      }
    }
    for (PlannedGate gate : rollout.plan().gates()) {
      if (gate.manual() && option(rollout, "approve", gate.name())) {
        needs.add(
            new Need(
                "hold",
                gate.name(),
                "Waits for somebody to approve it, for this stage.",
                null,
                "",
                gate.name()));
      }
    }
    Instant until = rollout.holdsUntil();
    boolean over = until == null || !until.isAfter(now);
    if (over && held == null) {
      holdOver(rollout, needs);
    }
    if (needs.isEmpty()) {
      needs.add(goesOn(rollout, until));
    }
  }

  /** What stands between a stage that has held long enough and the next. */
  private static void holdOver(Rollout rollout, List<Need> needs) {
    Instant frozen = rollout.frozenUntil();
    if (frozen != null) {
      needs.add(
          new Need(
              "minor",
              "frozen",
              "It does not advance in the freeze, which ends ",
              frozen,
              ".",
              ""));
    }
    for (GateState gate : rollout.gates()) {
      boolean tells = needs.stream().anyMatch(need -> need.word().equals(gate.name()));
      if (gate.verdict().equals("hold") && !tells) {
        needs.add(
            new Need(
                "hold",
                gate.name(),
                "Stays at "
                    + Words.percent(rollout.exposure())
                    + ": "
                    + Words.sentence(gate)
                    + "."));
      }
    }
    if (rollout.plan().advance().equals("manual")
        && rollout.orders().stream()
            .anyMatch(option -> option.order().equals("advance") && option.isPossible())) {
      needs.add(
          new Need(
              "hold",
              "ready",
              "Its hold is over and its gates pass. It waits for an operator to advance it"
                  + next(rollout)
                  + "."));
    }
  }

  private static Need goesOn(Rollout rollout, @Nullable Instant until) {
    boolean auto = rollout.plan().advance().equals("auto");
    String what =
        rollout.nextExposure() == null
            ? "it is complete"
            : auto ? "it goes on" + next(rollout) : "an operator may advance it" + next(rollout);
    return until == null
        ? new Need("minor", rollout.state(), "Nothing needs you.")
        : new Need(
            "minor",
            "on its way",
            "Nothing needs you. It holds until ",
            until,
            "; then, if its gates pass, " + what + ".",
            "");
  }

  private static String next(Rollout rollout) {
    Double next = rollout.nextExposure();
    return next == null ? "" : " to " + Words.percent(next);
  }

  private static boolean option(Rollout rollout, String order, String to) {
    return rollout.orders().stream()
        .filter(option -> option.order().equals(order) && option.to().equals(to))
        .anyMatch(Option::isPossible);
  }

  /** An actor as a sentence names it. */
  static String who(String actor) {
    return actor.startsWith("gate:")
        ? "gate " + actor.substring("gate:".length())
        : actor.equals("schedule") ? "the schedule" : actor;
  }
}
