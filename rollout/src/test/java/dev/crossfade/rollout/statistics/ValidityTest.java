package dev.crossfade.rollout.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Looked at after every answer, a test whose null is true, at its very edge, is wrong in no more of
 * many runs than its alpha: Ville's inequality, seen.
 */
class ValidityTest {
  private static final int RUNS = 2_000;
  private static final int ANSWERS = 400;
  private static final double ALPHA = 0.05;
  private static final double LEVEL = Math.log(1 / ALPHA);

  /** Three standard errors above alpha. */
  private static final int ALLOWED =
      (int) (RUNS * ALPHA + 3 * Math.sqrt(RUNS * ALPHA * (1 - ALPHA)));

  @ParameterizedTest
  @CsvSource({
    "0.005, 0,    0.5",
    "0.005, 0.005, 0.5",
    "0.005, 0.005, 0.05",
    "0.3,   0.01, 0.5",
    "0.5,   0.1,  0.1",
    "0,     0.01, 0.5",
    "0.9,   0.1,  0.5",
    "0.3,   -0.1, 0.3"
  })
  void exceeds_atTheEdgeOfTheNull_crossesNoMoreThanAlpha(
      double legacyShare, double tolerance, double exposure) {
    SplittableRandom random = new SplittableRandom(11);
    int crossed = 0;
    for (int run = 0; run < RUNS; run++) {
      Tally legacy = Tally.NONE;
      Tally next = Tally.NONE;
      for (int i = 0; i < ANSWERS; i++) {
        if (random.nextDouble() < exposure) {
          next = next.plus(answer(random, legacyShare + tolerance));
        } else {
          legacy = legacy.plus(answer(random, legacyShare));
        }
        if (Shares.exceeds(legacy, next, tolerance, LEVEL)) {
          crossed++;
          break;
        }
      }
    }
    assertThat(crossed).isLessThanOrEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({"0.01", "0.2", "0.7"})
  void exceeds_capIsTheTruth_crossesNoMoreThanAlpha(double cap) {
    SplittableRandom random = new SplittableRandom(12);
    int crossed = 0;
    for (int run = 0; run < RUNS; run++) {
      Tally tally = Tally.NONE;
      for (int i = 0; i < ANSWERS; i++) {
        tally = tally.plus(answer(random, cap));
        if (Shares.exceeds(tally, cap, LEVEL)) {
          crossed++;
          break;
        }
      }
    }
    assertThat(crossed).isLessThanOrEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "0.9, 0.5", "0.9, 0.1"})
  void exceeds_quantilesAtTheEdgeOfTheNull_crossesNoMoreThanAlpha(double q, double exposure) {
    SplittableRandom random = new SplittableRandom(13);
    int crossed = 0;
    for (int run = 0; run < RUNS / 4; run++) {
      LatencySketch legacy = new LatencySketch();
      LatencySketch next = new LatencySketch();
      for (int i = 0; i < ANSWERS; i++) {
        double micros = 1e5 * Math.exp(random.nextGaussian());
        if (random.nextDouble() < exposure) {
          next.record((long) (micros * 1.1));
        } else {
          legacy.record((long) micros);
        }
        if (Quantiles.exceeds(legacy.snapshot(), next.snapshot(), q, 1.1, LEVEL)) {
          crossed++;
          break;
        }
      }
    }
    assertThat(crossed).isLessThanOrEqualTo(ALLOWED / 4);
  }

  /** Bounds hold at all times at once: a sequence of intervals, not one. */
  @ParameterizedTest
  @CsvSource({"0.02, 0.02", "0.4, 0.5", "0, 0.1"})
  void atMostAndAtLeast_alwaysTogether_holdTheTruth(double legacyShare, double nextShare) {
    SplittableRandom random = new SplittableRandom(14);
    double truth = nextShare - legacyShare;
    int missed = 0;
    for (int run = 0; run < RUNS / 4; run++) {
      Tally legacy = Tally.NONE;
      Tally next = Tally.NONE;
      boolean holds = true;
      for (int i = 0; i < ANSWERS && holds; i++) {
        legacy = legacy.plus(answer(random, legacyShare));
        next = next.plus(answer(random, nextShare));
        holds =
            Shares.atMost(legacy, next, LEVEL) >= truth
                && !Shares.exceeds(legacy, next, truth, LEVEL);
      }
      missed += holds ? 0 : 1;
    }
    assertThat(missed).isLessThanOrEqualTo(2 * ALLOWED / 4);
  }

  private static Tally answer(SplittableRandom random, double share) {
    return new Tally(1, random.nextDouble() < share ? 1 : 0);
  }
}
