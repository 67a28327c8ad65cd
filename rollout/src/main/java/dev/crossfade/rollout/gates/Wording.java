package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.rollout.gates.Evidence.Later;
import dev.crossfade.rollout.gates.Verdict.Says;
import org.jspecify.annotations.Nullable;

/** Puts a verdict of one gate into its sentence. */
record Wording(Gate gate, Measure measure) {

  /** Without a difference, for want of something to compare with. */
  Verdict verdict(Arms arms, Says says, String reason) {
    return verdict(arms, says, reason, null);
  }

  Verdict verdict(Arms arms, Says says, String reason, @Nullable Difference difference) {
    String word =
        switch (says) {
          case PASS -> ": pass";
          case HOLD -> ": hold";
          case FAIL -> ": fail";
        };
    return new Verdict(
        gate.label(),
        says,
        gate.label() + ": " + reason + word,
        measure.legacySamples(arms) == 0 ? null : measure.legacy(arms),
        measure.nextSamples(arms) == 0 ? null : measure.next(arms),
        measure.nextSamples(arms),
        difference);
  }

  Verdict failed(Arms arms, String since, Difference proved, String tolerated) {
    return verdict(
        arms,
        Says.FAIL,
        figures(arms) + since + ", " + measure.atLeast(proved) + ", " + tolerated,
        proved);
  }

  /** Both arms' figures, the largest regression not yet excluded, and what is tolerated. */
  String known(Arms arms, Difference difference, String tolerated) {
    return figures(arms) + ", " + measure.atMost(difference) + ", " + tolerated;
  }

  String figures(Arms arms) {
    String next = "next " + measure.nextWords(arms);
    return measure.legacySamples(arms) == 0
        ? next
        : next + " vs legacy " + measure.legacyWords(arms);
  }

  String since(Later later) {
    return ", in the last " + Figures.age(later.age());
  }

  String missing(long samples, int needed) {
    return ", " + Figures.count(samples) + " of " + Figures.count(needed) + " samples";
  }
}
