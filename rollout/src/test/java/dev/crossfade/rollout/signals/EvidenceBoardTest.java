package dev.crossfade.rollout.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.schedule.Ticker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What belongs to a stage's evidence, and what to another's. */
class EvidenceBoardTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
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
            stages: [ { percent: 25%, hold: 1h }, { percent: 50%, hold: 1h } ]
            gates: [ errors: { tolerance: 1pp } ]
      """;

  private final Signals signals = new Signals();
  private final EvidenceBoard board = new EvidenceBoard(signals, Ticker.system());

  private static Config config() {
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(SHOP.getBytes(UTF_8), "crossfade.yaml", Path.of("crossfade.yaml"));
    if (loaded instanceof Loaded.Valid valid) {
      return valid.config();
    }
    throw new IllegalStateException(loaded.toString());
  }

  @BeforeEach
  void configure() {
    board.configure(config());
  }

  private static StageView stage(int number, int basisPoints, Instant since, int resumed) {
    return new StageView(1, number, basisPoints, since, false, resumed);
  }

  private Says says(StageView stage) {
    Verdict verdict = board.verdicts("shop", stage).getFirst();
    assertThat(verdict.gate()).isEqualTo("errors");
    return verdict.says();
  }

  private void visits(boolean nextFails) {
    for (int i = 0; i < 300; i++) {
      signals.of("shop").legacy().onAnswer(false);
      signals.of("shop").next().onAnswer(nextFails);
    }
  }

  @Test
  void verdict_beforeAnythingWasCounted_isAHold() {
    assertThat(says(stage(1, 2_500, NOON, 0))).isEqualTo(Says.HOLD);
  }

  @Test
  void verdict_ofWhatHappenedAtTheStage_isJudged() {
    says(stage(1, 2_500, NOON, 0));
    visits(true);

    assertThat(says(stage(1, 2_500, NOON, 0))).isEqualTo(Says.FAIL);
  }

  @Test
  void verdict_atTheNextStage_knowsNothingOfTheOneBefore() {
    says(stage(1, 2_500, NOON, 0));
    visits(true);

    assertThat(says(stage(2, 5_000, NOON.plusSeconds(60), 0))).isEqualTo(Says.HOLD);
  }

  @Test
  void verdict_afterAResume_beginsAnew() {
    says(stage(1, 2_500, NOON, 0));
    visits(true);

    assertThat(says(stage(1, 2_500, NOON, 1))).isEqualTo(Says.HOLD);
    visits(false);
    assertThat(says(stage(1, 2_500, NOON, 1))).isEqualTo(Says.PASS);
  }

  @Test
  void verdict_whenThePlanCountsItsStagesOtherwise_goesOn() {
    says(stage(1, 2_500, NOON, 0));
    visits(true);

    assertThat(says(stage(2, 2_500, NOON, 0))).isEqualTo(Says.FAIL);
  }

  @Test
  void verdict_ofAUnitWithoutARollout_isNone() {
    assertThat(board.verdicts("nobody", stage(1, 2_500, NOON, 0))).isEmpty();
  }
}
