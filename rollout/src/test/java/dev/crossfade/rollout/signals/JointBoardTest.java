package dev.crossfade.rollout.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.GateBoard;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A board that judges by what all gateways counted. */
class JointBoardTest extends BoardContract {
  private Duration age = Duration.ZERO;
  private final Map<StageKey, Reading> readings = new HashMap<>();
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
  private final JointBoard board = new JointBoard((_, stage) -> reading(stage), ticker);

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
    Tally next =
        reading(StageKey.of(stage)) instanceof Reading.Counted counted
            ? counted.arms().next().answers()
            : Tally.NONE;
    read(stage, next.all() + 300, next.bad() + (nextFails ? 300 : 0));
  }

  /** Where nothing was read yet nobody came. */
  private Reading reading(StageKey stage) {
    return readings.getOrDefault(stage, new Reading.Counted(Arms.NONE, ticker.nanos()));
  }

  private void read(StageView stage, Arms arms) {
    readings.put(StageKey.of(stage), new Reading.Counted(arms, ticker.nanos()));
  }

  /** So many answers of each arm, of which next's were that bad. */
  private void read(StageView stage, long answers, long bad) {
    read(stage, new Arms(arm(answers, 0), arm(answers, bad), Map.of()));
  }

  private static Arm arm(long answers, long bad) {
    return new Arm(
        new Tally(answers, bad), Latencies.NONE, Map.of(), Map.of(), Tally.NONE, Visitors.NONE);
  }

  @Test
  void verdicts_withoutEvidence_holdAndSayWhy() {
    StageView stage = stage(2_500, NOON, 0);
    readings.put(
        StageKey.of(stage),
        new Reading.Missing("http://prometheus:9090/api/v1/query refuses the connection"));

    List<Verdict> verdicts = board.verdicts(UNIT, stage);

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
    StageView stage = stage(2_500, NOON, 0);
    board.look(UNIT, stage);
    age = Duration.ofMinutes(30);
    read(stage, 300, 300);

    assertThat(says(stage)).isEqualTo(Says.FAIL);
  }

  /** Whoever takes over the lead in the middle of a stage that it has followed. */
  @Test
  void verdict_afterFollowing_isOfAllOfIt_andGoesOnFromThere() {
    StageView stage = stage(2_500, NOON, 0);
    board.look(UNIT, stage);
    age = Duration.ofMinutes(50);
    read(stage, 300, 0);
    assertThat(says(stage)).isEqualTo(Says.PASS);
    age = Duration.ofMinutes(55);
    read(stage, 600, 300);

    assertThat(says(stage)).isEqualTo(Says.FAIL);
  }

  /** Somebody may have resumed it before this gateway was started. */
  @Test
  void verdict_ofStageThatWasUnderWay_isOfWhatComesFromThereOn() {
    StageView stage = stage(2_500, NOON, 0);
    age = Duration.ofMinutes(30);
    read(stage, 300, 300);
    assertThat(says(stage)).isEqualTo(Says.HOLD);
    age = Duration.ofMinutes(31);
    read(stage, 600, 300);

    assertThat(says(stage)).isEqualTo(Says.PASS);
  }

  @Test
  void verdict_afterAResume_isOfWhatComesFromThereOn() {
    StageView stage = stage(2_500, NOON, 0);
    board.look(UNIT, stage);
    age = Duration.ofMinutes(10);
    read(stage, 300, 300);
    assertThat(says(stage)).isEqualTo(Says.FAIL);
    age = Duration.ofMinutes(11);
    StageView resumed = stage(2_500, NOON, 1);
    assertThat(says(resumed)).isEqualTo(Says.HOLD);
    age = Duration.ofMinutes(12);
    read(stage, 310, 310);
    assertThat(says(resumed)).isEqualTo(Says.HOLD);
    age = Duration.ofMinutes(13);
    read(stage, 700, 310);

    assertThat(says(resumed)).isEqualTo(Says.PASS);
  }

  /** At 100 % there is no control: what is compared with is that of the stage before. */
  @Test
  void verdict_withoutAControl_hasThatOfTheStageBefore() {
    StageView half = stage(5_000, NOON, 0);
    board.look(UNIT, half);
    read(half, 4_000, 0);
    says(half);
    age = Duration.ofHours(1);
    StageView all = stage(10_000, NOON.plus(age), 0);
    board.look(UNIT, all);
    age = age.plusMinutes(5);
    read(all, new Arms(Arm.NONE, arm(2_000, 1_500), Map.of()));

    assertThat(says(all)).isEqualTo(Says.FAIL);
  }
}
