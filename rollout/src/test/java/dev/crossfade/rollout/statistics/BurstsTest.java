package dev.crossfade.rollout.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BurstsTest {
  private static final long VISITOR = 0x9E3779B97F4A7C15L;

  @ParameterizedTest
  @CsvSource({"100, 100, false", "100, 109, false", "100, 110, true", "1048575, 1048576, false"})
  void begins_sameVisitor_onlyAfterTheBurst(long first, long second, boolean begins) {
    Bursts bursts = new Bursts(10);
    assertThat(bursts.begins(VISITOR, first)).isTrue();
    assertThat(bursts.begins(VISITOR, second)).isEqualTo(begins);
  }

  /** An outage is many visitors, and nearly each of them counts. */
  @Test
  void begins_otherVisitors_count() {
    Bursts bursts = new Bursts(10);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      assertThat(bursts.begins(random.nextLong(), 5)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_000_000})
  void new_impossibleSeconds_isRefused(int seconds) {
    assertThatThrownBy(() -> new Bursts(seconds))
        .hasMessage("seconds: " + seconds + " (expected: 1..524287)");
  }
}
