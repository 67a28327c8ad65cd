package dev.crossfade.rollout.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.statistics.Bursts;
import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.Visitors;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Errors that come in bursts, as when all parts of one visitor's page fail: the one assumption of
 * the gates that real traffic breaks. Counted one by one, bursts of five roll back every sixth of
 * alike rollouts; told apart by {@link Bursts}, at most one in a hundred.
 */
class FailingVisitorsTest {
  private static final Judge JUDGE = Judge.of(Gates.ALL, Gates.STAGES.size());

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20})
  void judge_alikeArmsWithBursts_rollsBackSeldom(int burst) {
    int runs = "full".equals(System.getProperty("crossfade.simulations")) ? 2_000 : 50;
    long failed = IntStream.range(0, runs).parallel().filter(run -> fails(run, burst)).count();
    assertThat(failed).isLessThanOrEqualTo(runs / 100);
  }

  private static boolean fails(int run, int burst) {
    for (Share exposure : Gates.STAGES.subList(0, 4)) {
      SplittableRandom random = new SplittableRandom(run * 41L + exposure.basisPoints());
      Counted legacy = new Counted(random.split());
      Counted next = new Counted(random.split());
      StageEvidence evidence =
          StageEvidence.begin(exposure, Duration.ofMinutes(15), Arms.NONE, 0, null);
      for (int second = 1; second <= 900; second++) {
        legacy.answer(40 * (1 - exposure.ratio()), burst, second);
        next.answer(40 * exposure.ratio(), burst, second);
        Arms arms = new Arms(arm(legacy.answers), arm(next.answers), Map.of());
        long nanos = Duration.ofSeconds(second).toNanos();
        if (JUDGE.judge(evidence.at(arms, nanos, false)).getFirst().says() == Says.FAIL) {
          return true;
        }
      }
    }
    return false;
  }

  /** An arm whose answers are counted as a gateway does. */
  private static final class Counted {
    private final SplittableRandom random;
    private final Storefront chance;
    private final Bursts bursts = new Bursts(2);
    private Tally answers = Tally.NONE;

    Counted(SplittableRandom random) {
      this.random = random;
      this.chance = new Storefront(random.split());
    }

    /** Half a percent of answers are bad, in bursts of one visitor each. */
    void answer(double expected, int burst, int second) {
      Tally asked = chance.tally(chance.poisson(expected), 0.005 / burst);
      answers = answers.plus(new Tally(asked.all() - asked.bad(), 0));
      for (long failing = asked.bad(); failing > 0; failing--) {
        long visitor = random.nextLong();
        for (int i = 0; i < burst; i++) {
          if (bursts.begins(visitor, second)) {
            answers = answers.plus(new Tally(1, 1));
          }
        }
      }
    }
  }

  private static Arm arm(Tally answers) {
    return new Arm(answers, Latencies.NONE, Map.of(), Map.of(), Tally.NONE, Visitors.NONE);
  }
}
