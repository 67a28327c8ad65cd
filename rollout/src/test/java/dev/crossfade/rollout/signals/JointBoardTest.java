package dev.crossfade.rollout.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Arm;
import dev.crossfade.rollout.gates.Arms;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.signals.FleetEvidence.Reading;
import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.Visitors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all gateways counted, and which of it is a stage's evidence. */
class JointBoardTest {
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
            stages: [ { percent: 25%, hold: 1h }, { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ]
            gates: [ errors: { tolerance: 1pp } ]
      """;

  private Duration age = Duration.ZERO;
  private Reading reading = new Reading.Missing("nobody was asked");
  private final Ticker ticker =
      new Ticker() {
        @Override
        public Instant wall() {
          return NOON.plus(age);
        }

        @Override
        public long nanos() {
          return age.toNanos();
        }
      };
  private JointBoard board = board();

  private JointBoard board() {
    return new JointBoard((_, _) -> reading, ticker);
  }

  @BeforeEach
  void configure() {
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(SHOP.getBytes(UTF_8), "crossfade.yaml", Path.of("crossfade.yaml"));
    if (!(loaded instanceof Loaded.Valid valid)) {
      throw new IllegalStateException(loaded.toString());
    }
    board.configure(valid.config());
  }

  private static StageView stage(int basisPoints, Instant since, int resumed) {
    return new StageView(1, 1, basisPoints, since, false, resumed);
  }

  private Says says(StageView stage) {
    Verdict verdict = board.verdicts("shop", stage).getFirst();
    assertThat(verdict.gate()).isEqualTo("errors");
    return verdict.says();
  }

  /** So many answers of each arm, of which next's were that bad. */
  private void read(long answers, long bad) {
    reading =
        new Reading.Counted(new Arms(arm(answers, 0), arm(answers, bad), Map.of()), ticker.nanos());
  }

  private static Arm arm(long answers, long bad) {
    return new Arm(
        new Tally(answers, bad), Latencies.NONE, Map.of(), Map.of(), Tally.NONE, Visitors.NONE);
  }

  @Test
  void verdicts_withoutEvidence_holdAndSayWhy() {
    reading = new Reading.Missing("http://prometheus:9090/api/v1/query refuses the connection");

    List<Verdict> verdicts = board.verdicts("shop", stage(2_500, NOON, 0));

    assertThat(verdicts).extracting(Verdict::says).containsOnly(Says.HOLD);
    assertThat(verdicts)
        .extracting(Verdict::sentence)
        .containsExactly(
            "errors: no evidence: http://prometheus:9090/api/v1/query refuses the connection: hold",
            "sample-ratio: no evidence: http://prometheus:9090/api/v1/query refuses the connection:"
                + " hold");
  }

  @Test
  void verdict_ofStageThatWasSeenToBegin_isOfAllOfIt() {
    board.look("shop", stage(2_500, NOON, 0));
    age = Duration.ofMinutes(30);
    read(300, 300);

    assertThat(says(stage(2_500, NOON, 0))).isEqualTo(Says.FAIL);
  }

  /** Whoever takes over the lead in the middle of a stage that it has followed. */
  @Test
  void verdict_afterFollowing_isOfAllOfIt_andGoesOnFromThere() {
    board.look("shop", stage(2_500, NOON, 0));
    age = Duration.ofMinutes(50);
    read(300, 0);
    assertThat(says(stage(2_500, NOON, 0))).isEqualTo(Says.PASS);
    age = Duration.ofMinutes(55);
    read(600, 300);

    assertThat(says(stage(2_500, NOON, 0))).isEqualTo(Says.FAIL);
  }

  /** Somebody may have resumed it before this gateway was started. */
  @Test
  void verdict_ofStageThatWasUnderWay_isOfWhatComesFromThereOn() {
    age = Duration.ofMinutes(30);
    read(300, 300);
    assertThat(says(stage(2_500, NOON, 0))).isEqualTo(Says.HOLD);
    age = Duration.ofMinutes(31);
    read(600, 300);

    assertThat(says(stage(2_500, NOON, 0))).isEqualTo(Says.PASS);
  }

  @Test
  void verdict_afterAResume_isOfWhatComesFromThereOn() {
    board.look("shop", stage(2_500, NOON, 0));
    age = Duration.ofMinutes(10);
    read(300, 300);
    assertThat(says(stage(2_500, NOON, 0))).isEqualTo(Says.FAIL);
    age = Duration.ofMinutes(11);
    assertThat(says(stage(2_500, NOON, 1))).isEqualTo(Says.HOLD);
    age = Duration.ofMinutes(12);
    read(310, 310);
    assertThat(says(stage(2_500, NOON, 1))).isEqualTo(Says.HOLD);
    age = Duration.ofMinutes(13);
    read(700, 310);

    assertThat(says(stage(2_500, NOON, 1))).isEqualTo(Says.PASS);
  }

  /** At 100 % there is no control: what is compared with is that of the stage before. */
  @Test
  void verdict_withoutAControl_hasThatOfTheStageBefore() {
    board.look("shop", stage(5_000, NOON, 0));
    read(4_000, 0);
    says(stage(5_000, NOON, 0));
    age = Duration.ofHours(1);
    StageView all = stage(10_000, NOON.plus(age), 0);
    read(0, 0);
    board.look("shop", all);
    age = age.plusMinutes(5);
    reading = new Reading.Counted(new Arms(Arm.NONE, arm(2_000, 1_500), Map.of()), ticker.nanos());

    assertThat(says(all)).isEqualTo(Says.FAIL);
  }
}
