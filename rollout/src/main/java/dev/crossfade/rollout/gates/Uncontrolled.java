package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.rollout.gates.Evidence.Later;
import dev.crossfade.rollout.gates.Verdict.Says;
import org.jspecify.annotations.Nullable;

/** Judges by one gate where everybody is in the next arm, so that there is no control. */
record Uncontrolled(Gate gate, Measure measure, Budget budget) {
  /*
   * To say nothing would be blind in the very stage in which next first bears the whole load, and to
   * hold would leave no way to finish. So next is compared with the control of the last stage that
   * had one. But that was another time: an outage of what both depend on, or a slow evening, is then
   * no different from a regression, and no statistics can part them. Therefore
   *  - a pass asks for an estimate within twice the tolerance; outside of it the gate holds, and a
   *    person decides;
   *  - a fail asks for a proof of what no change of the times explains: half of all answers bad that
   *    were not before, latencies tenfold. An outage of next still rolls back by itself.
   * Without such a control there is nothing to compare with, and the gate passes once it has its
   * samples, unless a proof was asked for.
   */
  private static final double SLACK = 2;

  private static final String EARLIER = " (doubled: legacy as it was in an earlier stage)";

  Verdict judge(Evidence evidence) {
    Wording wording = new Wording(gate, measure);
    Arm reference = evidence.reference();
    Arms arms = beside(reference == null ? Arm.NONE : reference, evidence.stage());
    Integer asked = gate.policy().minSamples();
    int needed = asked == null ? measure.minSamples() : asked;
    long samples = measure.nextSamples(arms);
    if (reference == null || measure.legacySamples(arms) == 0) {
      return alone(wording, arms, samples, needed);
    }
    Verdict failed =
        asked == null || samples >= asked ? failed(wording, evidence, arms, reference) : null;
    if (failed != null) {
      return failed;
    }
    Difference difference = measure.difference(arms, SLACK, budget.level());
    String known = wording.known(arms, difference, measure.tolerance(SLACK) + EARLIER);
    if (samples < needed) {
      String missing = wording.missing(samples, needed);
      return wording.verdict(arms, Says.HOLD, known + missing, difference);
    }
    if (!measure.isWithin(arms, SLACK)) {
      String open = ", outside of it, but without a control nothing is proved";
      return wording.verdict(arms, Says.HOLD, known + open, difference);
    }
    if (gate.policy().proof() && !measure.isProved(arms, SLACK, budget.level())) {
      return wording.verdict(arms, Says.HOLD, known + ", not proved to be within it", difference);
    }
    return wording.verdict(arms, Says.PASS, known, difference);
  }

  private @Nullable Verdict failed(Wording wording, Evidence evidence, Arms stage, Arm reference) {
    if (measure.failsGravely(stage, budget.level())) {
      Difference proved = measure.proved(stage, SLACK, budget.level());
      return wording.failed(stage, "", proved, measure.grave());
    }
    for (Later later : evidence.later()) {
      Arms arms = beside(reference, later.arms());
      double level = budget.level(later.start());
      if (measure.nextSamples(arms) > 0 && measure.failsGravely(arms, level)) {
        Difference proved = measure.proved(arms, SLACK, level);
        return wording.failed(arms, wording.since(later), proved, measure.grave());
      }
    }
    return null;
  }

  private Verdict alone(Wording wording, Arms arms, long samples, int needed) {
    String known = wording.figures(arms) + ", no control at 100 % and none before";
    if (samples < needed) {
      return wording.verdict(arms, Says.HOLD, known + wording.missing(samples, needed));
    }
    return gate.policy().proof()
        ? wording.verdict(arms, Says.HOLD, known + ", so nothing is proved")
        : wording.verdict(arms, Says.PASS, known);
  }

  private static Arms beside(Arm legacy, Arms arms) {
    return new Arms(legacy, arms.next(), arms.parity());
  }
}
