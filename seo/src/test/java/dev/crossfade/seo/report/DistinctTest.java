package dev.crossfade.seo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.dynatrace.hash4j.hashing.Hashing;
import org.junit.jupiter.api.Test;

class DistinctTest {
  @Test
  void count_uptoTheBound_isExact() {
    Distinct distinct = new Distinct(1_000);
    for (int i = 0; i < 3_000; i++) {
      distinct.add(Hashing.xxh3_64().hashLongToLong(i % 1_000));
    }
    distinct.add(0);
    distinct.add(0);

    assertThat(distinct.isExact()).isFalse();
    assertThat(distinct.count()).isCloseTo(1_001, within(10L));
  }

  @Test
  void count_ofFew_isExact() {
    Distinct distinct = new Distinct(1_000);
    for (int i = 0; i < 3_000; i++) {
      distinct.add(Hashing.xxh3_64().hashLongToLong(i % 777));
    }

    assertThat(distinct.isExact()).isTrue();
    assertThat(distinct.count()).isEqualTo(777);
  }

  @Test
  void count_ofMillions_isOffByAFewInAThousand() {
    Distinct distinct = new Distinct(1_000);
    for (int i = 0; i < 2_000_000; i++) {
      distinct.add(Hashing.xxh3_64().hashLongToLong(i));
    }

    assertThat(distinct.count()).isCloseTo(2_000_000, within(30_000L));
  }
}
