package dev.crossfade.rollout.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.Visitors;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What no figures may ever bring about. */
class JudgePropertiesTest {
  private static final Judge JUDGE = Judge.of(List.of(Gates.ERRORS), 5);

  @Property(tries = 1_000, seed = "21")
  void judge_oneMoreError_neverMakesItBetter(
      @ForAll @IntRange(max = 5_000) int legacyAll,
      @ForAll @IntRange(max = 100) int legacyPercent,
      @ForAll @IntRange(max = 5_000) int all,
      @ForAll @IntRange(max = 100) int percent) {
    Tally legacy = new Tally(legacyAll, legacyAll * legacyPercent / 100);
    Tally next = new Tally(all, all * percent / 100);
    Verdict before = judge(legacy, next);
    if (next.bad() < next.all()) {
      Verdict worse = judge(legacy, new Tally(next.all(), next.bad() + 1));
      assertThat(worse.says().value()).isLessThanOrEqualTo(before.says().value());
    }
    if (before.says() == Says.FAIL) {
      assertThat(judge(legacy, next.plus(new Tally(1, 1))).says()).isEqualTo(Says.FAIL);
    }
  }

  @Property(tries = 500, seed = "22")
  void judge_nextIsNotWorse_neverFails(
      @ForAll @IntRange(max = 5_000) int legacyAll,
      @ForAll @IntRange(max = 5_000) int all,
      @ForAll @IntRange(max = 100) int percent) {
    Tally legacy = new Tally(legacyAll, (legacyAll * percent + 99) / 100);
    assertThat(judge(legacy, new Tally(all, all * percent / 100)).says()).isNotEqualTo(Says.FAIL);
  }

  private static Verdict judge(Tally legacy, Tally next) {
    Arms arms = new Arms(arm(legacy), arm(next), Map.of());
    return JUDGE.judge(Evidence.of(Share.parse("50%"), arms, false)).getFirst();
  }

  private static Arm arm(Tally answers) {
    return new Arm(answers, Latencies.NONE, Map.of(), Map.of(), Tally.NONE, Visitors.NONE);
  }
}
