package dev.crossfade.rollout.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.gates.Evidence.Later;
import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.Visitors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StageEvidenceTest {
  private static final Share HALF = Share.parse("50%");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void at_countersFromBefore_countsOnlyTheStage() {
    StageEvidence evidence = StageEvidence.begin(HALF, DAY, answered(1_000), 0, null);
    Evidence now = evidence.at(answered(1_250), Duration.ofSeconds(1).toNanos(), false);
    assertThat(now.stage().next().answers()).isEqualTo(new Tally(250, 0));
    assertThat(now.later()).isEmpty();
  }

  /** Whatever the time, some start lies shortly before any change, and there are few. */
  @Test
  void at_daysAfterItBegan_keepsAStartNearEveryAge() {
    StageEvidence evidence = StageEvidence.begin(HALF, DAY, Arms.NONE, 0, null);
    long spacing = DAY.dividedBy(64).toNanos();
    for (int start = 1; start <= 1_000; start++) {
      Evidence now = evidence.at(answered(start), start * spacing, false);
      List<Integer> starts = now.later().stream().map(Later::start).toList();
      assertThat(starts).hasSizeLessThanOrEqualTo(28).isSorted().endsWith(start);
      for (Later later : now.later()) {
        assertThat(later.arms().next().answers().all()).isEqualTo(start - later.start());
        assertThat(later.age()).isEqualTo(Duration.ofNanos((start - later.start()) * spacing));
      }
      for (int age = 1; age < start; age = age * 3 / 2 + 1) {
        int change = start - age;
        int best = starts.stream().filter(one -> one <= change).max(Integer::compare).orElse(0);
        assertThat(start - best).isLessThanOrEqualTo(age * 5 / 3 + 1);
      }
    }
  }

  @Test
  void control_atEverybody_isTheLastStageThatHadOne() {
    StageEvidence half = StageEvidence.begin(HALF, DAY, answered(100), 0, null);
    Arm control = Objects.requireNonNull(half.control(answered(400)));
    assertThat(control.answers().all()).isEqualTo(300);
    StageEvidence all = StageEvidence.begin(Share.ALL, DAY, answered(400), 0, control);
    assertThat(all.control(answered(900))).isSameAs(control);
    assertThat(all.at(answered(900), 1, false).reference()).isSameAs(control);
  }

  private static Arms answered(long count) {
    Arm arm =
        new Arm(new Tally(count, 0), Latencies.NONE, Map.of(), Map.of(), Tally.NONE, Visitors.NONE);
    return new Arms(arm, arm, Map.of());
  }
}
