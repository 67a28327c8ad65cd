package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.rollout.gates.Evidence.Later;
import dev.crossfade.rollout.gates.Verdict.Says;
import org.jspecify.annotations.Nullable;

/** Judges by one gate. */
record GateJudge(Gate gate, Measure measure, Budget budget) {
  /*
   * Where everybody is in the next arm there is no control. To say nothing would be blind in the
   * very stage in which next first bears the whole load, and to hold would leave no way to finish.
   * So next is compared with the control of the last stage that had one, and the tolerance is
   * doubled: that was another time, whose difference must not roll anybody back. Without even that
   * there is nothing to compare with, and the gate passes once it has its samples, unless a proof
   * was asked for.
   */
  private static final double SLACK = 2;

  Verdict judge(Evidence evidence) {
    boolean referred = measure.needsControl() && !evidence.hasControl();
    if (!referred) {
      return judge(evidence, evidence.stage(), null, 1);
    }
    Arm reference = evidence.reference();
    Arms arms = withLegacy(evidence.stage(), reference == null ? Arm.NONE : reference);
    return judge(evidence, arms, arms.legacy(), SLACK);
  }

  private Verdict judge(Evidence evidence, Arms arms, @Nullable Arm reference, double slack) {
    long next = measure.nextSamples(arms);
    long legacy = measure.legacySamples(arms);
    if (next == 0) {
      return noData(arms, evidence.holdOver());
    }
    if (measure.needsControl() && legacy == 0) {
      return reference == null
          ? verdict(arms, Says.HOLD, nextOnly(arms) + ", legacy saw none to compare with")
          : uncompared(arms);
    }
    long samples = measure.needsControl() ? Math.min(next, legacy) : next;
    Integer asked = gate.policy().minSamples();
    if (asked == null || samples >= asked) {
      Verdict failed = failed(evidence, arms, reference, slack);
      if (failed != null) {
        return failed;
      }
    }
    return unfailed(arms, samples, asked == null ? measure.minSamples() : asked, slack);
  }

  private @Nullable Verdict failed(
      Evidence evidence, Arms arms, @Nullable Arm reference, double slack) {
    if (measure.fails(arms, slack, budget.level())) {
      return failed(arms, "", slack, budget.level());
    }
    for (Later later : evidence.later()) {
      Arms since = reference == null ? later.arms() : withLegacy(later.arms(), reference);
      double level = budget.level(later.start());
      if (measure.nextSamples(since) > 0 && measure.fails(since, slack, level)) {
        return failed(since, ", in the last " + Figures.age(later.age()), slack, level);
      }
    }
    return null;
  }

  private Verdict failed(Arms arms, String when, double slack, double level) {
    return verdict(
        arms,
        Says.FAIL,
        both(arms) + when + ", " + measure.atLeast(arms, level) + ", " + tolerance(slack));
  }

  private Verdict unfailed(Arms arms, long samples, int needed, double slack) {
    String known =
        both(arms) + ", " + measure.atMost(arms, budget.level()) + ", " + tolerance(slack);
    if (samples < needed) {
      return verdict(
          arms,
          Says.HOLD,
          known + ", " + Figures.count(samples) + " of " + Figures.count(needed) + " samples");
    }
    if (!measure.isWithin(arms, slack)) {
      return verdict(arms, Says.HOLD, known + ", outside of it but not proved to be");
    }
    if (gate.policy().proof() && !measure.isProved(arms, slack, budget.level())) {
      return verdict(arms, Says.HOLD, known + ", not proved to be within it");
    }
    return verdict(arms, Says.PASS, known);
  }

  private Verdict uncompared(Arms arms) {
    Integer asked = gate.policy().minSamples();
    int needed = asked == null ? measure.minSamples() : asked;
    String known = nextOnly(arms) + ", no control at 100 % and none before";
    if (measure.nextSamples(arms) < needed) {
      return verdict(
          arms,
          Says.HOLD,
          known
              + ", "
              + Figures.count(measure.nextSamples(arms))
              + " of "
              + Figures.count(needed)
              + " samples");
    }
    return gate.policy().proof()
        ? verdict(arms, Says.HOLD, known + ", so nothing can be proved")
        : verdict(arms, Says.PASS, known);
  }

  private Verdict noData(Arms arms, boolean holdOver) {
    if (!holdOver) {
      return verdict(arms, Says.HOLD, "no data yet");
    }
    return switch (gate.policy().onNoData()) {
      case HOLD -> verdict(arms, Says.HOLD, "no data");
      case FAIL -> verdict(arms, Says.FAIL, "no data (onNoData: fail)");
      case PASS -> verdict(arms, Says.PASS, "no data (onNoData: pass)");
    };
  }

  private Verdict verdict(Arms arms, Says says, String reason) {
    String word =
        switch (says) {
          case PASS -> "pass";
          case HOLD -> "hold";
          case FAIL -> "fail";
        };
    return new Verdict(
        gate.label(),
        says,
        gate.label() + ": " + reason + ": " + word,
        measure.legacySamples(arms) == 0 ? null : measure.legacy(arms),
        measure.nextSamples(arms) == 0 ? null : measure.next(arms),
        measure.nextSamples(arms));
  }

  private String both(Arms arms) {
    return measure.legacySamples(arms) == 0
        ? nextOnly(arms)
        : nextOnly(arms) + " vs legacy " + measure.legacyWords(arms);
  }

  private String nextOnly(Arms arms) {
    return "next " + measure.nextWords(arms);
  }

  private String tolerance(double slack) {
    return slack == 1
        ? measure.tolerance(slack)
        : measure.tolerance(slack) + " (doubled: legacy as it was in an earlier stage)";
  }

  private static Arms withLegacy(Arms arms, Arm legacy) {
    return new Arms(legacy, arms.next(), arms.parity());
  }
}
