package dev.crossfade.rollout.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {
  private static final double LEVEL = Math.log(1_000);

  @Property(tries = 500, seed = "1")
  void exceeds_moreErrorsOnNext_staysTrue(
      @ForAll @IntRange(max = 3_000) int legacyAll,
      @ForAll @DoubleRange(max = 1) double legacyShare,
      @ForAll @IntRange(min = 1, max = 3_000) int nextAll,
      @ForAll @DoubleRange(max = 1) double nextShare,
      @ForAll @DoubleRange(max = 0.2) double tolerance) {
    Tally legacy = tally(legacyAll, legacyShare);
    Tally next = tally(nextAll, nextShare);
    if (Shares.exceeds(legacy, next, tolerance, LEVEL)) {
      assertThat(Shares.exceeds(legacy, next.plus(new Tally(1, 1)), tolerance, LEVEL)).isTrue();
      assertThat(Shares.exceeds(legacy, next, tolerance / 2, LEVEL)).isTrue();
      assertThat(Shares.exceeds(legacy.plus(new Tally(1, 0)), next, tolerance, LEVEL)).isTrue();
    }
  }

  /** Next worse than legacy is legacy better than next, and bad swapped for good is the same. */
  @Property(tries = 300, seed = "2")
  void bounds_mirrored_areThePlainOnes(
      @ForAll @IntRange(min = 1, max = 5_000) int all,
      @ForAll @DoubleRange(max = 1) double share,
      @ForAll @IntRange(min = 1, max = 5_000) int otherAll,
      @ForAll @DoubleRange(max = 1) double otherShare) {
    Tally one = tally(all, share);
    Tally other = tally(otherAll, otherShare);
    assertThat(Shares.atMost(one, other, LEVEL))
        .isCloseTo(Shares.atMost(good(other), good(one), LEVEL), within(1e-4));
    assertThat(Shares.atMost(one, other, LEVEL))
        .isGreaterThanOrEqualTo(Shares.atLeast(one, other, LEVEL));
  }

  @Property(tries = 300, seed = "3")
  void atLeast_ofOneArm_isWhereTheEvidenceReachesTheLevel(
      @ForAll @IntRange(min = 1, max = 100_000) int all,
      @ForAll @DoubleRange(max = 1) double share) {
    Tally tally = tally(all, share);
    double bound = Shares.atLeast(tally, LEVEL);
    assertThat(bound).isBetween(0.0, tally.share());
    if (bound > 0) {
      assertThat(Tilts.above(bound, tally.bad(), tally.all(), 0)).isCloseTo(LEVEL, within(0.01));
    }
    assertThat(Shares.atMost(tally, LEVEL)).isBetween(tally.share(), 1.0);
  }

  /** Zero in the control is no error at all: kayenta#377 called any rise from it a failure. */
  @ParameterizedTest
  @CsvSource({
    "10_000, 0,  500, 1,   0.005, false",
    "10_000, 0,  500, 0,   0.005, false",
    "10_000, 0,  500, 40,  0.005, true",
    "0,      0,  500, 400, 0.005, false",
    "10_000, 50, 0,   0,   0.005, false",
    "10_000, 50, 8,   8,   0.005, true",
    "10_000, 50, 1,   1,   0.005, false",
    "10_000, 10_000, 500, 500, 0.005, false",
    "10_000, 50, 500, 1,   0,     false"
  })
  void exceeds_atTheEnds_isSensible(
      String legacyAll, String legacyBad, int all, int bad, double tolerance, boolean exceeds) {
    Tally legacy = new Tally(number(legacyAll), number(legacyBad));
    assertThat(Shares.exceeds(legacy, new Tally(all, bad), tolerance, LEVEL)).isEqualTo(exceeds);
  }

  @Test
  void atMost_ofNothing_excludesNothing() {
    assertThat(Shares.atMost(Tally.NONE, Tally.NONE, LEVEL)).isEqualTo(1);
    assertThat(Shares.atLeast(Tally.NONE, Tally.NONE, LEVEL)).isLessThanOrEqualTo(0);
  }

  /** What a large sample knows, it says: within a tenth of the share itself. */
  @Test
  void atMost_ofAMillion_isClose() {
    Tally legacy = new Tally(10_000_000, 50_000);
    Tally next = new Tally(1_000_000, 5_000);
    assertThat(Shares.atMost(legacy, next, LEVEL)).isBetween(0.0002, 0.0006);
  }

  private static Tally good(Tally tally) {
    return new Tally(tally.all(), tally.all() - tally.bad());
  }

  private static Tally tally(int all, double share) {
    return new Tally(all, Math.round(all * share));
  }

  private static long number(String text) {
    return Long.parseLong(text.replace("_", ""));
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}
