package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a stage by all gates of its rollout that look at what visitors met with: errors, latency,
 * checkout, session, parity and crawl, and whether the arms are as large as they should be. Made
 * once for a plan; immutable. Manual, prometheus, http and reconcile gates are asked elsewhere.
 *
 * <p>A verdict holds as of now, and may be asked for each second. A fail is to be kept by whoever
 * asks: more evidence may later look better, and that takes nothing back.
 */
public final class Judge {
  /** The gate that is there unasked: whether visitors are parted as was dialled. */
  public static final String SAMPLE_RATIO = SampleRatio.GATE;

  private final List<GateJudge> gates;

  private Judge(List<GateJudge> gates) {
    this.gates = List.copyOf(gates);
  }

  public static Judge of(Rollout rollout) {
    return of(rollout.gates(), rollout.stages().size());
  }

  /** For a plan of so many stages. */
  public static Judge of(List<Gate> gates, int stages) {
    if (stages < 1) {
      throw new IllegalArgumentException("stages: " + stages + " (expected: 1 or more)");
    }
    int sharing = (int) gates.stream().filter(gate -> Measures.of(gate) != null).count();
    List<GateJudge> judges = new ArrayList<>();
    for (Gate gate : gates) {
      Measure measure = Measures.of(gate);
      if (measure != null) {
        List<Share> asked = gate.policy().stages();
        int times = asked.isEmpty() ? stages : asked.size();
        Budget budget = Budget.of(gate.policy().alpha().ratio(), sharing, times);
        judges.add(new GateJudge(gate, measure, budget));
      }
    }
    return new Judge(judges);
  }

  /** What they say where there is no evidence to be had: each holds, and why. */
  public List<Verdict> withheld(Share exposure, String why) {
    List<Verdict> verdicts = new ArrayList<>(gates.size() + 1);
    for (GateJudge judge : gates) {
      if (isAsked(judge, exposure)) {
        verdicts.add(withheld(judge.gate().label(), why));
      }
    }
    if (exposure.compareTo(Share.ALL) < 0) {
      verdicts.add(withheld(SAMPLE_RATIO, why));
    }
    return verdicts;
  }

  private static Verdict withheld(String gate, String why) {
    return new Verdict(gate, Says.HOLD, gate + ": no evidence: " + why + ": hold", null, null, 0);
  }

  private static boolean isAsked(GateJudge judge, Share exposure) {
    List<Share> asked = judge.gate().policy().stages();
    return asked.isEmpty() || asked.contains(exposure);
  }

  /** What each gate that is asked at this stage says, in the order of the configuration. */
  public List<Verdict> judge(Evidence evidence) {
    List<Verdict> verdicts = new ArrayList<>(gates.size() + 1);
    for (GateJudge judge : gates) {
      if (isAsked(judge, evidence.exposure())) {
        verdicts.add(judge.judge(evidence));
      }
    }
    Verdict ratio = SampleRatio.judge(evidence);
    if (ratio != null) {
      verdicts.add(ratio);
    }
    return verdicts;
  }
}
