package dev.crossfade.console.pages.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.console.service.RolloutService.Difference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
  private static Interval of(
      @Nullable Double low, double estimate, @Nullable Double high, double tolerance, String bad) {
    return Interval.of(new Difference(low, estimate, high, tolerance, "pp", true, bad), "pass");
  }

  /** Whatever the figures: the picture is ordered as they are, and nothing lies outside of it. */
  @ParameterizedTest
  @CsvSource({
    "-0.29, -0.17, 0.12, 0.5",
    "-38, -33, -28, 10",
    "-6.7, -0.9, 4.9, 1",
    "2, 40, 90, 0.5",
    "0, 0, 0, 0",
    "-1e6, 1e-6, 1e6, 0.001",
    "0.6, 0.61, 0.62, 0.5"
  })
  void places_areInOrderAndInThePicture(
      double low, double estimate, double high, double tolerance) {
    Interval interval = of(low, estimate, high, tolerance, "above");

    assertThat(interval.low()).isBetween(0.0, 200.0).isLessThanOrEqualTo(interval.high());
    assertThat(interval.high()).isBetween(0.0, 200.0);
    assertThat(interval.estimate()).isBetween(0.0, 200.0);
    assertThat(interval.tolerance()).isBetween(0.0, 200.0);
    assertThat(interval.estimate() < interval.tolerance()).isEqualTo(estimate < tolerance);
  }

  @Test
  void bound_thatIsFarOutOrMissing_isCut() {
    assertThat(of(-0.1, 0, 900.0, 0.5, "above").cutHigh()).isTrue();
    assertThat(of(-0.1, 0, null, 0.5, "above").cutHigh()).isTrue();
    assertThat(of(-0.1, 0, 0.4, 0.5, "above").cutHigh()).isFalse();
  }

  @Test
  void numberOfOthers_isADotWithoutABar() {
    Interval interval = Interval.of(new Difference(null, 7, null, 5, "", false, "above"), "fail");

    assertThat(interval.low()).isEqualTo(interval.high()).isEqualTo(interval.estimate());
    assertThat(interval.cutHigh()).isFalse();
    assertThat(interval.summary()).isEqualTo("7, allowed at most 5");
  }

  @Test
  void badBelow_isTintedOnTheLeft() {
    Interval interval = Interval.of(new Difference(null, 7, null, 5, "", false, "below"), "pass");

    assertThat(interval.badFrom()).isZero();
    assertThat(interval.badTo()).isEqualTo(interval.tolerance());
  }
}
