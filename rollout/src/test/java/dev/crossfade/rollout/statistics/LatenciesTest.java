package dev.crossfade.rollout.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

  @Property(tries = 300, seed = "4")
  void plus_ofTwo_isTheSketchOfTheMergedStream(
      @ForAll @Size(max = 50) List<@LongRange(max = 200_000_000) Long> one,
      @ForAll @Size(max = 50) List<@LongRange(max = 200_000_000) Long> other) {
    LatencySketch both = new LatencySketch();
    one.forEach(both::record);
    other.forEach(both::record);
    assertThat(sketch(one).plus(sketch(other))).isEqualTo(both.snapshot());
    assertThat(both.snapshot().minus(sketch(one))).isEqualTo(sketch(other));
    assertThat(both.snapshot().total()).isEqualTo(one.size() + other.size());
  }

  @Property(tries = 300, seed = "5")
  void quantile_ofAnyStream_isWithinTwoPercent(
      @ForAll @Size(min = 1, max = 100) List<@LongRange(max = 130_000_000) Long> micros) {
    List<Long> sorted = micros.stream().sorted().toList();
    for (double q : new double[] {0.01, 0.5, 0.95, 1}) {
      long exact = sorted.get((int) Math.ceil(q * sorted.size()) - 1);
      assertThat(sketch(micros).quantile(q)).isCloseTo((double) exact, within(exact * 0.016));
    }
  }

  @Property(tries = 300, seed = "6")
  void countAbove_anyLatency_neverCountsOneThatIsNot(
      @ForAll @Size(max = 100) List<@LongRange(max = 1_000_000) Long> micros,
      @ForAll @LongRange(max = 1_000_000) long above) {
    long counted = sketch(micros).countAbove((double) above);
    assertThat(counted)
        .isLessThanOrEqualTo(micros.stream().filter(one -> one > above).count())
        .isGreaterThanOrEqualTo(micros.stream().filter(one -> one > above * 1.04 + 1).count());
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 63, 64, 134_217_727, 134_217_728, Long.MAX_VALUE})
  void record_anyNumber_isCounted(long micros) {
    assertThat(sketch(List.of(micros)).total()).isEqualTo(1);
  }

  @Test
  void of_everyClass_beginsWhereTheLastEnds() {
    for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
      assertThat(Buckets.of(Buckets.start(bucket))).isEqualTo(bucket);
      assertThat(Buckets.of(Buckets.start(bucket + 1) - 1)).isEqualTo(bucket);
    }
  }

  @Test
  void minus_ofALaterOne_isRefused() {
    assertThatThrownBy(() -> sketch(List.of(5L)).minus(sketch(List.of(5L, 9L))))
        .hasMessageContaining("earlier: more than the later has");
  }

  @Test
  void exceeds_doubledLatency_isTrueOneWayOnly() {
    Latencies legacy = logNormal(20_000, 1, 1);
    Latencies next = logNormal(2_000, 2, 2);
    assertThat(Quantiles.exceeds(legacy, next, 0.95, 1.1, 8)).isTrue();
    assertThat(Quantiles.exceeds(next, legacy, 0.95, 1.1, 8)).isFalse();
    assertThat(Quantiles.atLeast(legacy, next, 0.95, 8)).isBetween(1.4, 2.0);
    assertThat(Quantiles.atMost(legacy, next, 0.95, 8)).isBetween(2.0, 2.9);
  }

  /** One arm empty, or both: nothing is proved and nothing excluded. */
  @Test
  void bounds_ofNothing_areOpen() {
    Latencies some = logNormal(2_000, 1, 3);
    assertThat(Quantiles.exceeds(Latencies.NONE, some, 0.95, 1.1, 8)).isFalse();
    assertThat(Quantiles.exceeds(some, Latencies.NONE, 0.95, 1.1, 8)).isFalse();
    assertThat(Quantiles.atMost(Latencies.NONE, some, 0.95, 8)).isInfinite();
    assertThat(Quantiles.atMost(some, Latencies.NONE, 0.95, 8)).isInfinite();
  }

  private static Latencies logNormal(int count, double factor, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LatencySketch sketch = new LatencySketch();
    for (int i = 0; i < count; i++) {
      sketch.record((long) (factor * 100_000 * Math.exp(0.6 * random.nextGaussian())));
    }
    return sketch.snapshot();
  }

  private static Latencies sketch(List<Long> micros) {
    LatencySketch sketch = new LatencySketch();
    micros.forEach(sketch::record);
    return sketch.snapshot();
  }
}
