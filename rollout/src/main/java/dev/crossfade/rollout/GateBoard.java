package dev.crossfade.rollout;

import dev.crossfade.rollout.gates.Verdict;
import java.util.List;

/**
 * Where gates are asked, about each second and before each order to advance. It answers from what
 * it knows and never waits. What it does not mention is a hold, and so is a board that throws;
 * manual gates are not its business.
 */
@FunctionalInterface
public interface GateBoard {
  List<Verdict> verdicts(String unit, StageView stage);
}
