package dev.crossfade.rollout.signals;

import dev.crossfade.rollout.GateBoard;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.schedule.Ticker;
import org.junit.jupiter.api.BeforeEach;

/** A board that judges by what this gateway counted. */
class EvidenceBoardTest extends BoardContract {
  private final Signals signals = new Signals();
  private final EvidenceBoard board = new EvidenceBoard(signals, Ticker.system());

  @BeforeEach
  void configure() {
    board.configure(config());
  }

  @Override
  GateBoard board() {
    return board;
  }

  @Override
  void visit(StageView stage, boolean nextFails) {
    for (int i = 0; i < 300; i++) {
      signals.of(UNIT).legacy().onAnswer(false);
      signals.of(UNIT).next().onAnswer(nextFails);
    }
  }
}
