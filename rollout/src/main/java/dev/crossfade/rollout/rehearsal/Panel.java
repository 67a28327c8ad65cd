package dev.crossfade.rollout.rehearsal;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.GateBoard;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The board of a rehearsal: gates on visitors are asked in earnest, those that ask others pass
 * unasked. Remembers what was said last, which is what a move rested on.
 */
final class Panel implements GateBoard {
  private final GateBoard evidence;
  private final Rollout plan;
  private List<Verdict> last = List.of();

  Panel(GateBoard evidence, Rollout plan) {
    this.evidence = evidence;
    this.plan = plan;
  }

  @Override
  public List<Verdict> verdicts(String unit, StageView stage) {
    List<Verdict> verdicts = new ArrayList<>(evidence.verdicts(unit, stage));
    Share here = new Share(stage.basisPoints());
    for (Gate gate : plan.gates()) {
      List<Share> asked = gate.policy().stages();
      if (isExternal(gate) && (asked.isEmpty() || asked.contains(here))) {
        String sentence = gate.label() + ": not asked in a rehearsal: pass";
        verdicts.add(new Verdict(gate.label(), Says.PASS, sentence, null, null, 0));
      }
    }
    last = List.copyOf(verdicts);
    return last;
  }

  List<Verdict> last() {
    return last;
  }

  /** What a gate said last, if it was asked. */
  Optional<Verdict> last(Gate gate) {
    return last.stream().filter(verdict -> verdict.gate().equals(gate.label())).findFirst();
  }

  static boolean isExternal(Gate gate) {
    return switch (gate) {
      case Gate.Prometheus _, Gate.HttpCheck _, Gate.Reconcile _ -> true;
      case Gate.Errors _, Gate.Latency _, Gate.Checkout _ -> false;
      case Gate.Session _, Gate.Parity _, Gate.Crawl _, Gate.Manual _ -> false;
    };
  }
}
