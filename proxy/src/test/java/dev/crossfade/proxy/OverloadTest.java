package dev.crossfade.proxy;

import static dev.crossfade.proxy.Overload.Sample.EASED;
import static dev.crossfade.proxy.Overload.Sample.LATE;
import static dev.crossfade.proxy.Overload.Sample.MEMORY_SHORT;
import static dev.crossfade.proxy.Overload.Sample.STEADY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a loop is overloaded, on a clock that the test turns. */
class OverloadTest {
  private final Overload overload = new Overload();
  private long now = Long.MAX_VALUE - 1_000; // nanoTime may be anything, and overflow

  /** Ten samples a second. */
  private Overload after(long millis, Overload.Sample sample) {
    for (long i = 0; i < millis; i += 100) {
      now += TimeUnit.MILLISECONDS.toNanos(100);
      overload.on(sample, now);
    }
    return overload;
  }

  @Test
  void on_lateForAWhile_isOverloaded() {
    assertThat(after(1_000, LATE).isOn()).isFalse();
    assertThat(after(100, LATE).isOn()).isTrue();
  }

  @Test
  void on_lateNowAndThen_isNotOverloaded() {
    for (int i = 0; i < 100; i++) {
      assertThat(after(900, LATE).isOn()).isFalse();
      assertThat(after(100, i % 2 == 0 ? EASED : STEADY).isOn()).isFalse();
    }
  }

  @Test
  void on_memoryShort_isOverloadedAtOnce() {
    assertThat(after(100, MEMORY_SHORT).isOn()).isTrue();
  }

  @Test
  void on_easedForAWhile_isOverloadedNoMore() {
    after(2_000, LATE);

    assertThat(after(2_000, EASED).isOn()).isTrue();
    assertThat(after(100, EASED).isOn()).isFalse();
  }

  @Test
  void on_neverQuiteEased_staysOverloaded() {
    after(2_000, LATE);

    for (int i = 0; i < 10; i++) {
      assertThat(after(1_900, EASED).isOn()).isTrue();
      assertThat(after(100, STEADY).isOn()).isTrue();
    }
  }

  @ParameterizedTest(name = "{0} ms late of 250, memory short {1}: {2}")
  @CsvSource({
    "0,false,EASED",
    "124,false,EASED",
    "125,false,STEADY",
    "249,false,STEADY",
    "250,false,LATE",
    "0,true,MEMORY_SHORT"
  })
  void sample_ofALag_isJudgedByTheLimit(long lag, boolean memory, Overload.Sample expected) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(lag);

    assertThat(Overload.sample(nanos, TimeUnit.MILLISECONDS.toNanos(250), memory))
        .isEqualTo(expected);
  }
}
