package dev.crossfade.deploy.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.value.Expectation;
import dev.crossfade.rollout.gates.Difference;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import org.jspecify.annotations.Nullable;

/**
 * What one answer says, before it is known whether the next one agrees.
 *
 * @param reason the sentence of a verdict without the gate's name and without what it says
 * @param measured the number it rests on, if there is one
 * @param samples how many numbers or entries it rests on
 * @param difference how far the number is from what is allowed, if there is one
 */
record Reading(
    Says says,
    String reason,
    @Nullable Double measured,
    long samples,
    @Nullable Difference difference) {

  /** A number, and what it must be. */
  static Reading of(Expectation expected, double number, String reason, long samples) {
    return new Reading(
        expected.holdsFor(number) ? Says.PASS : Says.FAIL,
        reason + ", expected " + expected,
        number,
        samples,
        Difference.of(expected, number));
  }

  /** It rests on nothing, and the operator said what that is to mean. */
  static Reading ofNothing(Says says, String reason) {
    return new Reading(says, reason, null, 0, null);
  }

  /** Evidence of nothing. */
  static Reading hold(String reason) {
    return ofNothing(Says.HOLD, reason);
  }

  /** Unwraps a verdict that names its gate already. */
  static Reading of(Verdict verdict) {
    String name = verdict.gate() + ": ";
    String end = ": " + word(verdict.says());
    String sentence = verdict.sentence();
    return new Reading(
        verdict.says(),
        sentence.substring(
            sentence.startsWith(name) ? name.length() : 0,
            sentence.endsWith(end) ? sentence.length() - end.length() : sentence.length()),
        verdict.next(),
        verdict.samples(),
        verdict.difference());
  }

  /** It passes or fails for want of data, since the operator says so. */
  boolean isOfNothing() {
    return samples == 0 && says != Says.HOLD;
  }

  Reading because(String reason) {
    return new Reading(says, reason, measured, samples, difference);
  }

  /** The same as no evidence against anything, or for it. */
  Reading held(String why) {
    return new Reading(Says.HOLD, reason + ", " + why, measured, samples, difference);
  }

  Verdict toVerdict(Gate gate) {
    return new Verdict(
        gate.label(),
        says,
        gate.label() + ": " + reason + ": " + word(says),
        null,
        measured,
        samples,
        difference);
  }

  private static String word(Says says) {
    return switch (says) {
      case PASS -> "pass";
      case HOLD -> "hold";
      case FAIL -> "fail";
    };
  }
}
