package dev.crossfade.rollout.rehearsal;

import static java.util.stream.Collectors.joining;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Rollout.Advance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says what a rehearsal takes for granted, so that nobody takes it for rehearsed. */
final class Granted {
  private Granted() {}

  /**
   * @param began when the rollout could start; null: never
   */
  static List<String> notes(Rehearsal script, @Nullable Instant began) {
    Rollout plan = script.plan();
    List<String> notes = new ArrayList<>();
    if (began != null && began.isAfter(script.start())) {
      notes.add("it was frozen until " + began + " before it could start");
    }
    if (!plan.after().isEmpty()) {
      notes.add("taken to be complete (after): " + String.join(", ", plan.after()));
    }
    String external = names(plan, Panel::isExternal);
    if (!external.isEmpty()) {
      notes.add("taken to pass, not asked: " + external);
    }
    String manual = names(plan, Gate.Manual.class::isInstance);
    if (!manual.isEmpty()) {
      notes.add("approved by " + Play.ACTOR + " as soon as asked: " + manual);
    }
    if (plan.advance() == Advance.MANUAL) {
      notes.add(
          "advanced by "
              + Play.ACTOR
              + " as soon as nothing stood against it, as an operator would (advance: manual)");
    }
    return notes;
  }

  private static String names(Rollout plan, Predicate<Gate> which) {
    return plan.gates().stream().filter(which).map(Gate::label).collect(joining(", "));
  }
}
