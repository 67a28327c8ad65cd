package dev.crossfade.cohorts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Identity;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts over a million visitors with consecutive names: the hardest to tell apart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BucketsTest {
  private static final int VISITORS = 1_000_000;

  /** The chance to be this far off by luck is under one in a million. */
  private static final double SIGMAS = 5;

  private final Buckets buckets = Buckets.salted("catalog");
  private final long[] visitors = new long[VISITORS];

  @BeforeAll
  void recogniseVisitors() {
    Identities identities = Identities.of(new Identity("cf_id", null, Duration.ofDays(365)));
    for (int i = 0; i < VISITORS; i++) {
      visitors[i] = identities.recognise(new CookieHead("visitor-" + i)).key();
    }
  }

  /** A head that has nothing but an identity, made in no time. */
  private record CookieHead(String identity) implements RequestHead {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String host() {
      return "";
    }

    @Override
    public String path() {
      return "/";
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public boolean secure() {
      return true;
    }

    @Override
    public @Nullable String header(String name) {
      return null;
    }

    @Override
    public String cookie(String name) {
      return identity;
    }

    @Override
    public InetAddress client() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public boolean fromTrustedHop() {
      return false;
    }
  }

  private int[] counts() {
    int[] counts = new int[Buckets.COUNT];
    for (long visitor : visitors) {
      counts[buckets.of(visitor)]++;
    }
    return counts;
  }

  @Test
  void of_anyKey_isWithinTheRange() {
    for (long key : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(buckets.of(key)).isBetween(0, Buckets.COUNT - 1);
    }
  }

  @Test
  void of_sameVisitorAndSalt_isTheSameBucket() {
    long visitor = visitors[0];

    assertThat(buckets.of(visitor)).isEqualTo(Buckets.salted("catalog").of(visitor));
  }

  /** Fixed for all time: a change of the hash would send every visitor to another storefront. */
  @Test
  void of_knownKeys_isWhatItWasInTheFirstRelease() {
    assertThat(List.of(buckets.of(0), buckets.of(42), buckets.of(-1)))
        .isEqualTo(List.of(7_706, 3_698, 6_854));
  }

  /** Each of the 9,999 exposures from 0.01 % to 99.99 % admits its share. */
  @Test
  void of_everyExposure_admitsItsShare() {
    int[] counts = counts();
    long admitted = 0;
    for (int exposed = 1; exposed < Buckets.COUNT; exposed++) {
      admitted += counts[exposed - 1];
      double share = exposed / (double) Buckets.COUNT;
      double spread = Math.sqrt(VISITORS * share * (1 - share));
      double off = Math.abs(admitted - VISITORS * share);
      if (off > SIGMAS * spread + 1) {
        assertThat(off).as("exposure of %s basis points", exposed).isLessThan(SIGMAS * spread + 1);
      }
    }
    assertThat(admitted + counts[Buckets.COUNT - 1]).isEqualTo(VISITORS);
  }

  /** Chi-square over all buckets; its mean is 9,999 and its deviation √(2·9,999). */
  @Test
  void of_allVisitors_fillsTheBucketsEvenly() {
    double expected = VISITORS / (double) Buckets.COUNT;
    double chiSquare = 0;
    for (int n : counts()) {
      chiSquare += (n - expected) * (n - expected) / expected;
    }
    int freedom = Buckets.COUNT - 1;
    assertThat(Math.abs(chiSquare - freedom)).isLessThan(SIGMAS * Math.sqrt(2.0 * freedom));
  }

  /**
   * Whoever moves when the exposure does is between the two: up, all who were admitted stay; down,
   * all who leave are of the topmost buckets.
   */
  @ParameterizedTest(name = "{0} and {1} basis points")
  @CsvSource({"0, 1", "1, 100", "100, 500", "500, 2500", "2500, 5000", "9999, 10000", "0, 10000"})
  void of_exposureBetweenTwoStages_movesOnlyTheBucketsBetween(int lower, int higher) {
    long moved = 0;
    long expected = 0;
    for (long visitor : visitors) {
      int bucket = Buckets.salted("catalog").of(visitor); // as a reload compiles it anew
      boolean before = bucket < lower;
      boolean after = bucket < higher;
      assertAdmittedStays(before, after);
      moved += before == after ? 0 : 1;
    }
    int[] counts = counts();
    for (int bucket = lower; bucket < higher; bucket++) {
      expected += counts[bucket];
    }
    assertThat(moved).isEqualTo(expected);
  }

  private static void assertAdmittedStays(boolean before, boolean after) {
    if (before && !after) {
      throw new AssertionError("an admitted visitor was sent back");
    }
  }

  /**
   * Of those whom one unit admits at 50 %, another admits half: the arrangements differ. The same
   * for a cohort's fixed share, whatever unit has the cohort's name.
   */
  @ParameterizedTest(name = "catalog and {0}")
  @ValueSource(
      strings = {"checkout", "catalog2", "catalo", "Catalog", "", "cohort:catalog", "cohort:x"})
  void of_twoSalts_areIndependent(String salt) {
    Buckets other = Buckets.salted(salt);
    double product = 0;
    int both = 0;
    for (long visitor : visitors) {
      int one = buckets.of(visitor);
      int two = other.of(visitor);
      double middle = (Buckets.COUNT - 1) / 2.0;
      product += (one - middle) * (two - middle);
      both += one < Buckets.COUNT / 4 && two < Buckets.COUNT / 10 ? 1 : 0;
    }

    double variance = ((double) Buckets.COUNT * Buckets.COUNT - 1) / 12;
    double correlation = product / VISITORS / variance;
    assertThat(Math.abs(correlation)).isLessThan(SIGMAS / Math.sqrt(VISITORS));
    double chance = 0.25 * 0.1;
    assertThat(Math.abs(both - VISITORS * chance))
        .isLessThan(SIGMAS * Math.sqrt(VISITORS * chance * (1 - chance)));
  }

  /** A cohort of 10 % within a unit at 25 %: each is as large within the other as anywhere. */
  @Test
  void percentCohort_isIndependentOfEveryUnitAndOfOtherCohorts() {
    Cohorts cohorts =
        Cohorts.of(TestConfig.with("cohorts: { catalog: { percent: 10% }, b: { percent: 25% } }"));
    Visitors recognised = Visitors.of(TestConfig.with(""));
    int inUnit = 0;
    int inOther = 0;
    int sample = 100_000;
    for (int i = 0; i < sample; i++) {
      Visitor visitor = recognised.recognise(new CookieHead("visitor-" + i), 0);
      boolean member = cohorts.named("catalog").holds(visitor);
      inUnit += member && buckets.of(visitor.key()) < 2_500 ? 1 : 0;
      inOther += member && cohorts.named("b").holds(visitor) ? 1 : 0;
    }
    double chance = 0.25 * 0.1;
    double most = SIGMAS * Math.sqrt(sample * chance * (1 - chance));
    assertThat(Math.abs(inUnit - sample * chance)).isLessThan(most);
    assertThat(Math.abs(inOther - sample * chance)).isLessThan(most);
  }
}
