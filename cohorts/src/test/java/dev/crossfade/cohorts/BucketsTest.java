package dev.crossfade.cohorts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts over 200,000 visitors with consecutive names: the hardest to tell apart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BucketsTest {
  private static final int VISITORS = 200_000;

  /** The chance to be this far off by luck is under one in a million. */
  private static final double SIGMAS = 5;

  private final Buckets buckets = Buckets.salted("catalog");
  private final List<Long> visitors = new ArrayList<>(VISITORS);

  @BeforeAll
  void recogniseVisitors() {
    Identities identities = Identities.of(new Identity("cf_id", null, Duration.ofDays(365)));
    for (int i = 0; i < VISITORS; i++) {
      visitors.add(identities.recognise(TestHead.get().with("cookie", "cf_id=visitor-" + i)).key());
    }
  }

  @Test
  void of_anyKey_isWithinTheRange() {
    for (long key : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(buckets.of(key)).isBetween(0, Buckets.COUNT - 1);
    }
  }

  @Test
  void of_sameVisitorAndSalt_isTheSameBucket() {
    long visitor = visitors.getFirst();

    assertThat(buckets.of(visitor)).isEqualTo(Buckets.salted("catalog").of(visitor));
  }

  /** Fixed for all time: a change of the hash would send every visitor to another storefront. */
  @Test
  void of_knownKeys_isWhatItWasInTheFirstRelease() {
    assertThat(List.of(buckets.of(0), buckets.of(42), buckets.of(-1)))
        .isEqualTo(List.of(7_706, 3_698, 6_854));
  }

  @ParameterizedTest(name = "exposure of {0} basis points")
  @ValueSource(ints = {1, 10, 100, 500, 2_500, 5_000, 7_500, 9_900, 9_999})
  void of_exposure_admitsItsShare(int exposed) {
    double share = exposed / (double) Buckets.COUNT;

    long admitted = visitors.stream().filter(v -> buckets.of(v) < exposed).count();

    double spread = Math.sqrt(VISITORS * share * (1 - share));
    assertThat(Math.abs(admitted - VISITORS * share)).isLessThan(SIGMAS * spread + 1);
  }

  /** Chi-square over all buckets; its mean is 9,999 and its deviation √(2·9,999). */
  @Test
  void of_allVisitors_fillsTheBucketsEvenly() {
    int[] count = new int[Buckets.COUNT];
    visitors.forEach(v -> count[buckets.of(v)]++);

    double expected = VISITORS / (double) Buckets.COUNT;
    double chiSquare = 0;
    for (int n : count) {
      chiSquare += (n - expected) * (n - expected) / expected;
    }
    int freedom = Buckets.COUNT - 1;
    assertThat(Math.abs(chiSquare - freedom)).isLessThan(SIGMAS * Math.sqrt(2.0 * freedom));
  }

  /** A visitor is admitted from one exposure on, so no raise ever moves anyone back. */
  @Test
  void of_raisingExposure_keepsWhomItAdmitted() {
    int[] stages = {0, 100, 500, 2_500, 5_000, 10_000};
    for (long visitor : visitors) {
      boolean before = false;
      for (int exposed : stages) {
        boolean now = buckets.of(visitor) < exposed;
        assertThat(!before || now).isTrue();
        before = now;
      }
      assertThat(before).isTrue();
    }
  }

  /** Of those whom one unit admits at 50 %, another unit admits half: the arrangements differ. */
  @ParameterizedTest(name = "catalog and {0}")
  @ValueSource(strings = {"checkout", "catalog2", "catalo", "Catalog", ""})
  void of_twoSalts_areIndependent(String salt) {
    Buckets other = Buckets.salted(salt);
    double product = 0;
    for (long visitor : visitors) {
      double x = buckets.of(visitor) - (Buckets.COUNT - 1) / 2.0;
      double y = other.of(visitor) - (Buckets.COUNT - 1) / 2.0;
      product += x * y;
    }

    double variance = ((double) Buckets.COUNT * Buckets.COUNT - 1) / 12;
    double correlation = product / VISITORS / variance;
    assertThat(Math.abs(correlation)).isLessThan(SIGMAS / Math.sqrt(VISITORS));
  }
}
