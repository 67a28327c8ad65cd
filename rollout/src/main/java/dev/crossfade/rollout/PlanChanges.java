package dev.crossfade.rollout;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Durations;
import dev.crossfade.config.value.Share;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What another configuration means for rollouts, in sentences: for {@code check} and {@code diff},
 * which know no state, and for a reload, which does.
 */
public final class PlanChanges {
  private PlanChanges() {}

  /** For every unit whose plan differs, whatever it is doing at the moment. */
  public static List<String> between(Config before, Config now) {
    List<String> all = new ArrayList<>();
    for (Unit old : before.units()) {
      Rollout plan = old.rollout();
      if (plan != null) {
        Unit next = now.unit(old.name()).orElse(null);
        String stages = "if it is running, it stays at its stage until the hold is over";
        all.addAll(sentences(old.name(), plan, next, stages, "its exposure"));
      }
    }
    for (Unit unit : now.units()) {
      boolean had = before.unit(unit.name()).map(Unit::rollout).isPresent();
      if (unit.rollout() != null && !had) {
        all.add(unit.name() + ": has a rollout now, and serves legacy until somebody starts it");
      }
    }
    return List.copyOf(all);
  }

  /** For one rollout as it is at the moment; nothing unless it is under way. */
  static List<String> of(RolloutView view, Rollout plan, @Nullable Unit next) {
    if (view.basisPoints() == 0 || (view.state() == Phase.COMPLETED && hasPlan(next))) {
      return List.of();
    }
    String here = new Share(view.basisPoints()).toString();
    String until = view.holdsUntil() == null ? "" : ", and its hold until " + view.holdsUntil();
    return sentences(
        view.unit(),
        plan,
        next,
        "it is " + view.state().text() + " and stays at " + here + until,
        "its exposure of " + here);
  }

  private static List<String> sentences(
      String name, Rollout plan, @Nullable Unit unit, String stays, String exposure) {
    Rollout next = unit == null ? null : unit.rollout();
    if (unit == null || next == null) {
      String gone =
          unit == null ? "is no unit any more" : "has no rollout any more: " + instead(unit);
      return List.of(
          name + ": " + gone + "; " + exposure + " ends, and comes back if the rollout does");
    }
    List<String> all = new ArrayList<>();
    if (!plan.stages().equals(next.stages())) {
      all.add(
          name
              + ": "
              + stays
              + "; from there on the stages are "
              + stages(next)
              + " instead of "
              + stages(plan));
    }
    if (plan.advance() != next.advance()) {
      all.add(
          name
              + switch (next.advance()) {
                case AUTO -> ": advances by itself from now on";
                case MANUAL -> ": advances only when an operator says so from now on";
              });
    }
    Set<String> parts = new LinkedHashSet<>();
    addGates(parts, plan, next);
    if (!plan.freeze().equals(next.freeze())) {
      parts.add("freezes change");
    }
    if (!plan.after().equals(next.after())) {
      parts.add("it waits for other units");
    }
    if (!plan.rollback().equals(next.rollback())) {
      parts.add("what a rollback does changes");
    }
    if (!parts.isEmpty()) {
      all.add(name + ": at once, at the stage it is at too: " + String.join("; ", parts));
    }
    return all;
  }

  private static void addGates(Set<String> parts, Rollout plan, Rollout next) {
    for (Gate gate : plan.gates()) {
      if (next.gates().stream().noneMatch(other -> other.label().equals(gate.label()))) {
        parts.add("gate " + gate.label() + " is not asked any more");
      } else if (!next.gates().contains(gate)) {
        parts.add("gate " + gate.label() + " judges by other rules");
      }
    }
    for (Gate gate : next.gates()) {
      if (plan.gates().stream().noneMatch(other -> other.label().equals(gate.label()))) {
        parts.add("gate " + gate.label() + " is asked too");
      }
    }
  }

  private static boolean hasPlan(@Nullable Unit unit) {
    return unit != null && unit.rollout() != null;
  }

  private static String instead(Unit unit) {
    if (unit.send() != null) {
      return unit.send() + " serves all of it";
    }
    Share share = unit.exposure().percent();
    return "next serves " + (share == null ? Share.NONE : share) + " of it";
  }

  private static String stages(Rollout plan) {
    return plan.stages().stream().map(PlanChanges::stage).collect(Collectors.joining(", "));
  }

  private static String stage(Stage stage) {
    return stage.percent() + " for " + Durations.print(stage.hold());
  }
}
