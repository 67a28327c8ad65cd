package dev.crossfade.rollout;

import dev.crossfade.rollout.Transition.Kind;
import java.util.List;

/**
 * One transition, and where it led: what an entry of the journal holds.
 *
 * @param from the state before
 * @param fromBasisPoints the exposure before
 */
record Step(
    Kind kind, Phase from, int fromBasisPoints, Note note, List<String> overrode, Standing to) {
  Step {
    overrode = List.copyOf(overrode);
  }

  Transition toTransition(String unit, boolean here, boolean durable) {
    return new Transition(
        unit,
        kind,
        from,
        to.phase(),
        fromBasisPoints,
        to.basisPoints(),
        note.actor(),
        note.at(),
        note.reason(),
        overrode,
        to.run(),
        here,
        durable);
  }
}
