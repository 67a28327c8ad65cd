package dev.crossfade.rollout;

import dev.crossfade.rollout.gates.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to know: webhooks, events, metrics. Called after the fact, one call at a time
 * and in order, on the thread that made the move; one that throws is logged and harms nobody, one
 * that waits delays the ticks.
 */
public interface RolloutListener {
  default void moved(Transition transition, RolloutView view) {}

  /** A gate says another thing than before; {@code before} is null if it said nothing. */
  default void judged(String unit, Verdict verdict, Verdict.@Nullable Says before) {}
}
