package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.rollout.gates.Evidence.Later;
import dev.crossfade.rollout.gates.Verdict.Says;
import org.jspecify.annotations.Nullable;

/** Judges by one gate, beside a control. Where there is none, {@link Uncontrolled} does. */
record GateJudge(Gate gate, Measure measure, Budget budget) {

  Verdict judge(Evidence evidence) {
    Wording wording = new Wording(gate, measure);
    if (measure.nextSamples(evidence.stage()) == 0) {
      return noData(wording, evidence);
    }
    if (measure.needsControl() && !evidence.hasControl()) {
      return new Uncontrolled(gate, measure, budget).judge(evidence);
    }
    Arms arms = evidence.stage();
    long samples = measure.nextSamples(arms);
    if (measure.needsControl()) {
      samples = Math.min(samples, measure.legacySamples(arms));
      if (samples == 0) {
        return wording.verdict(arms, Says.HOLD, wording.figures(arms) + ", no data of legacy");
      }
    }
    // The number that an operator asks for is for a fail, too; our own must not delay one.
    Integer asked = gate.policy().minSamples();
    Verdict failed = asked == null || samples >= asked ? failed(wording, evidence) : null;
    if (failed != null) {
      return failed;
    }
    return unfailed(wording, arms, samples, asked == null ? measure.minSamples() : asked);
  }

  private @Nullable Verdict failed(Wording wording, Evidence evidence) {
    if (measure.fails(evidence.stage(), 1, budget.level())) {
      Difference proved = measure.proved(evidence.stage(), 1, budget.level());
      return wording.failed(evidence.stage(), "", proved, measure.tolerance(1));
    }
    for (Later later : evidence.later()) {
      double level = budget.level(later.start());
      if (measure.nextSamples(later.arms()) > 0 && measure.fails(later.arms(), 1, level)) {
        Difference proved = measure.proved(later.arms(), 1, level);
        return wording.failed(later.arms(), wording.since(later), proved, measure.tolerance(1));
      }
    }
    return null;
  }

  private Verdict unfailed(Wording wording, Arms arms, long samples, int needed) {
    Difference difference = measure.difference(arms, 1, budget.level());
    String known = wording.known(arms, difference, measure.tolerance(1));
    if (samples < needed) {
      String missing = wording.missing(samples, needed);
      return wording.verdict(arms, Says.HOLD, known + missing, difference);
    }
    if (!measure.isWithin(arms, 1)) {
      String open = ", outside of it but not proved to be";
      return wording.verdict(arms, Says.HOLD, known + open, difference);
    }
    if (gate.policy().proof() && !measure.isProved(arms, 1, budget.level())) {
      return wording.verdict(arms, Says.HOLD, known + ", not proved to be within it", difference);
    }
    return wording.verdict(arms, Says.PASS, known, difference);
  }

  private Verdict noData(Wording wording, Evidence evidence) {
    Arms arms = evidence.stage();
    if (!evidence.holdOver()) {
      return wording.verdict(arms, Says.HOLD, "no data yet");
    }
    return switch (gate.policy().onNoData()) {
      case HOLD -> wording.verdict(arms, Says.HOLD, "no data");
      case FAIL -> wording.verdict(arms, Says.FAIL, "no data (onNoData: fail)");
      case PASS -> wording.verdict(arms, Says.PASS, "no data (onNoData: pass)");
    };
  }
}
