package dev.crossfade.rollout;

import dev.crossfade.config.model.Gate;
import dev.crossfade.rollout.gates.Judge;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the board said about one stage, or why it said nothing.
 *
 * @param stage the stage it was asked about; null: it was not asked
 * @param problem null: it answered
 */
record Asked(@Nullable StageView stage, List<Verdict> verdicts, @Nullable String problem) {
  static final Asked NEVER = new Asked(null, List.of(), null);

  Asked {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * A verdict for each gate of the plan that is asked at a standing: manual gates from the
   * approvals, gates that failed before as failed, gates without a verdict as a hold. After them
   * whether the arms are as large as was dialled, which no plan asks for.
   */
  List<Verdict> verdicts(Plan plan, Standing standing, StageView now) {
    if (!standing.isWatched()) {
      return List.of();
    }
    List<Verdict> all = new ArrayList<>();
    for (Gate gate : plan.gatesAt(standing.basisPoints())) {
      all.add(gate instanceof Gate.Manual ? manual(gate, standing) : judged(gate, standing, now));
    }
    if (problem == null && stage != null && stage.isSameStage(now)) {
      verdicts.stream().filter(Asked::isUnasked).forEach(all::add);
    }
    return all;
  }

  private static boolean isUnasked(Verdict verdict) {
    return verdict.gate().equals(Judge.SAMPLE_RATIO);
  }

  private static Verdict manual(Gate gate, Standing standing) {
    Note approval = standing.approvals().get(gate.label());
    return approval == null
        ? without(gate, Says.HOLD, "waits for somebody to approve it")
        : without(gate, Says.PASS, "approved " + approval);
  }

  private Verdict judged(Gate gate, Standing standing, StageView now) {
    Verdict live = live(gate, now);
    String failed = standing.failed().get(gate.label());
    return failed == null || live.says() == Says.FAIL
        ? live
        : new Verdict(
            gate.label(),
            Says.FAIL,
            failed + " (it counts as failed until somebody resumes)",
            live.legacy(),
            live.next(),
            live.samples(),
            live.difference());
  }

  private Verdict live(Gate gate, StageView now) {
    if (problem != null) {
      return without(gate, Says.HOLD, "could not be asked: " + problem);
    }
    if (stage == null || !stage.isSameStage(now)) {
      return without(gate, Says.HOLD, "was not asked at this stage yet");
    }
    return verdicts.stream()
        .filter(verdict -> verdict.gate().equals(gate.label()))
        .findFirst()
        .orElseGet(() -> without(gate, Says.HOLD, "says nothing yet"));
  }

  private static Verdict without(Gate gate, Says says, String words) {
    return new Verdict(gate.label(), says, gate.label() + ": " + words, null, null, 0);
  }
}
