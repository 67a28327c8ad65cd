package dev.crossfade.rollout.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorSampleTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3_000, 50_000, 1_000_000})
  void add_distinctVisitors_areEstimated(int visitors) {
    VisitorSample sample = new VisitorSample();
    SplittableRandom random = new SplittableRandom(visitors);
    for (int i = 0; i < visitors; i++) {
      sample.add(random.nextLong());
    }
    assertThat(sample.snapshot().estimate()).isCloseTo(visitors, within(visitors * 0.1));
    assertThat(sample.snapshot().count(sample.snapshot().level())).isLessThan(4_096);
  }

  @Test
  void add_visitorWhoComesAgain_countsOnce() {
    VisitorSample sample = new VisitorSample();
    for (int round = 0; round < 3; round++) {
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < 20_000; i++) {
        sample.add(random.nextLong());
      }
    }
    assertThat(sample.snapshot().estimate()).isCloseTo(20_000, within(2_000.0));
  }

  @Test
  void count_atAHigherLevel_isTheSameSubsetInEverySample() {
    VisitorSample small = new VisitorSample();
    VisitorSample large = new VisitorSample();
    SplittableRandom random = new SplittableRandom(6);
    long[] shared = random.longs(2_000).toArray();
    for (long hash : shared) {
      small.add(hash);
      large.add(hash);
    }
    assertThat(small.snapshot().count(3)).isEqualTo(large.snapshot().count(3));
    random.longs(100_000).forEach(large::add);
    assertThat(large.snapshot().level()).isGreaterThan(small.snapshot().level());
  }

  /** Several event loops share one sample. */
  @Test
  void add_fromSeveralThreads_losesNobody() {
    VisitorSample sample = new VisitorSample();
    long[] hashes = new SplittableRandom(7).longs(3_000).toArray();
    IntStream.range(0, 8 * hashes.length)
        .parallel()
        .forEach(i -> sample.add(hashes[i % hashes.length]));
    assertThat(sample.snapshot().count(0)).isEqualTo(3_000);
  }

  @Test
  void count_belowItsLevel_isRefused() {
    VisitorSample sample = new VisitorSample();
    new SplittableRandom(8).longs(10_000).forEach(sample::add);
    Visitors visitors = sample.snapshot();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> visitors.count(0))
        .hasMessage("level: 0 (expected: at least " + visitors.level() + ")");
  }
}
