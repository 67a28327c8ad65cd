package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.Role;
import dev.crossfade.rollout.StageVerdicts;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who asks gates in a fleet, and what the others are told. */
class FleetBoardTest {
  private static final Instant SINCE = Instant.parse("2026-11-18T12:00:00Z");
  private static final StageView STAGE = new StageView(1, 1, 2_500, SINCE, false, 0);

  private final List<String> told = new ArrayList<>();
  private final Map<String, String> heard = new HashMap<>();
  private final List<Verdict> own = new ArrayList<>(List.of(says("errors", Says.HOLD, 10)));
  private Role role = Role.LEADER;
  private int asked;
  private long now;

  private final FleetBoard board =
      new FleetBoard(
          (_, _) -> {
            asked++;
            return List.copyOf(own);
          },
          () -> role,
          (topic, text) -> told.add(topic),
          topic -> Optional.ofNullable(heard.get(topic)),
          () -> now);

  private static Verdict says(String gate, Says says, long samples) {
    return new Verdict(gate, says, gate + " of " + samples, null, null, samples);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void leader_asksAndTellsTheOthers() {
    assertThat(board.verdicts("shop", STAGE)).isEqualTo(own);

    assertThat(told).containsExactly("gates/shop");
  }

  @Test
  void leader_onlyFiguresMove_tellsNowAndThen() {
    board.verdicts("shop", STAGE);
    own.set(0, says("errors", Says.HOLD, 11));

    pass(Duration.ofSeconds(1));
    board.verdicts("shop", STAGE);
    assertThat(told).hasSize(1);
    pass(Duration.ofSeconds(5));
    board.verdicts("shop", STAGE);

    assertThat(told).hasSize(2);
  }

  @Test
  void leader_gateSaysAnotherThing_tellsAtOnce() {
    board.verdicts("shop", STAGE);
    own.set(0, says("errors", Says.FAIL, 11));

    board.verdicts("shop", STAGE);

    assertThat(told).hasSize(2);
  }

  @Test
  void follower_showsWhatTheLeaderTold_andAsksNobody() {
    role = Role.FOLLOWER;
    List<Verdict> theirs = List.of(says("errors", Says.PASS, 5_000));
    heard.put("gates/shop", StageVerdicts.of(STAGE, theirs).toText());

    assertThat(board.verdicts("shop", STAGE)).isEqualTo(theirs);

    assertThat(asked).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void follower_toldOfAnotherStage_saysNothing() {
    role = Role.FOLLOWER;
    StageView other = new StageView(1, 2, 5_000, SINCE, false, 0);
    heard.put("gates/shop", StageVerdicts.of(other, own).toText());

    assertThat(board.verdicts("shop", STAGE)).isEmpty();
    assertThat(board.verdicts("other", STAGE)).isEmpty();
  }

  @Test
  void follower_toldNonsense_saysNothing() {
    role = Role.FOLLOWER;
    heard.put("gates/shop", "{");

    assertThat(board.verdicts("shop", STAGE)).isEmpty();
  }

  @Test
  void gatewayThatIsCutOff_asksForItself() {
    role = Role.CUT_OFF;

    assertThat(board.verdicts("shop", STAGE)).isEqualTo(own);

    assertThat(told).isEmpty();
  }
}
