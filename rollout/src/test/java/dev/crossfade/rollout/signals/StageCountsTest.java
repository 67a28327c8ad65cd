package dev.crossfade.rollout.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Arm;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What one gateway adds to a stage of a fleet. */
class StageCountsTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private Duration age = Duration.ZERO;
  private final Signals signals = new Signals();
  private final StageCounts counts =
      new StageCounts(
          signals,
          new Ticker() {
            @Override
            public Instant wall() {
              return NOON.plus(age);
            }

            @Override
            public long nanos() {
              return age.toNanos();
            }
          });

  private void look(int basisPoints, Instant since, int resumed) {
    counts.look("shop", new StageView(1, 1, basisPoints, since, false, resumed));
  }

  private StageCounts.Counted only() {
    assertThat(counts.now()).hasSize(1);
    return counts.now().getFirst();
  }

  private Arm next() {
    return only().arms().next();
  }

  private static long kept(StageCounts.Counted counted) {
    return counted.visitors().of(true).count(counted.visitors().of(true).level());
  }

  @Test
  void now_countsFromZeroSinceTheStageBegan() {
    signals.of("shop").next().onAnswer(true);
    signals.of("shop").next().onVisitor(1L << 60);
    look(2_500, NOON, 0);
    assertThat(next().answers()).isEqualTo(Tally.NONE);
    assertThat(kept(only())).isZero();

    signals.of("shop").next().onAnswer(false);
    signals.of("shop").next().onLatency(12_345);
    signals.of("shop").next().onVisitor(1L << 60);
    look(2_500, NOON, 0);

    assertThat(next().answers()).isEqualTo(new Tally(1, 0));
    assertThat(next().latencies().total()).isEqualTo(1);
    assertThat(kept(only())).isEqualTo(1);
    assertThat(only().stage()).hasToString("1-2500-" + NOON.toEpochMilli());
  }

  @Test
  void now_ofTheNextStage_beginsAtZero_andAResumeIsNone() {
    look(2_500, NOON, 0);
    signals.of("shop").next().onAnswer(false);
    look(2_500, NOON, 1);
    assertThat(next().answers().all()).isEqualTo(1);

    look(5_000, NOON.plusSeconds(60), 1);

    assertThat(next().answers().all()).isZero();
  }

  @Test
  void now_ofAStageThatIsOver_isToldForAWhile() {
    look(2_500, NOON, 0);
    age = Duration.ofMinutes(4);
    assertThat(counts.now()).hasSize(1);
    age = Duration.ofMinutes(6);

    assertThat(counts.now()).isEmpty();
  }
}
