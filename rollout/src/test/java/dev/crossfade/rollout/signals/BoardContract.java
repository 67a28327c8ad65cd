package dev.crossfade.rollout.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.rollout.GateBoard;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What belongs to a stage's evidence and what to another's, whoever counted it. */
abstract class BoardContract {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final String UNIT = "shop";

  private static final String SHOP =
      """
      listeners: [ { bind: 127.0.0.1:0 } ]
      backends:
        legacy: { endpoints: ["http://127.0.0.1:1"] }
        next: { endpoints: ["http://127.0.0.1:2"] }
      units:
        - name: shop
          match: { path: /** }
          rollout:
            stages:
              - { percent: 25%, hold: 1h }
              - { percent: 50%, hold: 1h }
              - { percent: 100%, hold: 1h }
            gates: [ errors: { tolerance: 1pp } ]
      """;

  /** The test's board, which goes by {@link #config}. */
  abstract GateBoard board();

  /** Each arm answers 300 times at a stage, legacy without an error. */
  abstract void visit(StageView stage, boolean nextFails);

  static Config config() {
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(SHOP.getBytes(UTF_8), "crossfade.yaml", Path.of("crossfade.yaml"));
    if (loaded instanceof Loaded.Valid valid) {
      return valid.config();
    }
    throw new IllegalStateException(loaded.toString());
  }

  static StageView stage(int basisPoints, Instant since, int resumed) {
    return new StageView(1, 1, basisPoints, since, false, resumed);
  }

  /** What the gate of errors says. */
  final Says says(StageView stage) {
    Verdict verdict = board().verdicts(UNIT, stage).getFirst();
    assertThat(verdict.gate()).isEqualTo("errors");
    return verdict.says();
  }

  @Test
  void verdict_beforeAnythingWasCounted_isAHold() {
    assertThat(says(stage(2_500, NOON, 0))).isEqualTo(Says.HOLD);
  }

  @Test
  void verdict_ofWhatHappenedAtTheStage_isJudged() {
    StageView stage = stage(2_500, NOON, 0);
    says(stage);
    visit(stage, true);

    assertThat(says(stage)).isEqualTo(Says.FAIL);
  }

  @Test
  void verdict_atTheNextStage_knowsNothingOfTheOneBefore() {
    StageView stage = stage(2_500, NOON, 0);
    says(stage);
    visit(stage, true);
    says(stage);

    assertThat(says(stage(5_000, NOON.plusSeconds(60), 0))).isEqualTo(Says.HOLD);
  }

  @Test
  void verdict_afterAResume_beginsAnew() {
    StageView stage = stage(2_500, NOON, 0);
    says(stage);
    visit(stage, true);
    says(stage);

    StageView resumed = stage(2_500, NOON, 1);
    assertThat(says(resumed)).isEqualTo(Says.HOLD);
    visit(resumed, false);
    assertThat(says(resumed)).isEqualTo(Says.PASS);
  }

  @Test
  void verdict_whenThePlanCountsItsStagesOtherwise_goesOn() {
    StageView stage = stage(2_500, NOON, 0);
    says(stage);
    visit(stage, true);

    assertThat(says(new StageView(1, 2, 2_500, NOON, false, 0))).isEqualTo(Says.FAIL);
  }

  @Test
  void verdict_ofAUnitWithoutARollout_isNone() {
    assertThat(board().verdicts("nobody", stage(2_500, NOON, 0))).isEmpty();
  }
}
