package dev.crossfade.rollout.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

  @ParameterizedTest
  @CsvSource({
    "0.004, 0,     0.005, true",
    "0.006, 0,     0.005, false",
    "0.006, 0.004, 0.005, true",
    "-0.2,  0,     0,     true",
    "0,     0,     0,     true",
    "0.01,  0,     0,     false"
  })
  void isWithin_differenceAndError_isDrawnTowardsNone(
      double seen, double error, double tolerance, boolean within) {
    assertThat(new Estimate(seen, error).isWithin(tolerance)).isEqualTo(within);
  }

  /** With little evidence much is excused, but not this. */
  @Test
  void isWithin_manyErrorsAgainstNone_isFalse() {
    assertThat(Estimate.of(new Tally(116, 0), new Tally(162, 17)).isWithin(0.01)).isFalse();
  }

  /** Equal arms of any size pass in 98 of 100 looks, where the plain difference is a toss. */
  @ParameterizedTest
  @CsvSource({"20, 0.4, 0.01", "2000, 0.4, 0.01", "20000, 0.4, 0.01", "500, 0.005, 0.005"})
  void isWithin_equalArms_seldomHolds(int all, double share, double tolerance) {
    SplittableRandom random = new SplittableRandom(all);
    int held = 0;
    for (int run = 0; run < 1_000; run++) {
      Estimate estimate = Estimate.of(draw(random, all, share), draw(random, all, share));
      held += estimate.isWithin(tolerance) ? 0 : 1;
    }
    assertThat(held).isLessThanOrEqualTo(20);
  }

  /** As evidence grows nothing is forgiven. */
  @Test
  void isWithin_twiceTheToleranceInManySamples_isFalse() {
    assertThat(Estimate.of(new Tally(200_000, 80_000), new Tally(200_000, 84_000)).isWithin(0.01))
        .isFalse();
  }

  private static Tally draw(SplittableRandom random, int all, double share) {
    long bad = random.doubles(all).filter(one -> one < share).count();
    return new Tally(all, bad);
  }
}
