package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What faults and long runs come to, and what is said of it. */
class BenchOutcomeTest {
  private static BenchStrike.Outcome strike(double worst, long unanswered, double during) {
    return new BenchStrike.Outcome(
        BenchFault.SIGSTOP, worst, 3_000, Map.of(504, 9L), unanswered, List.of(), 2, during, 0);
  }

  private static BenchSoak.Outcome soak(long heapAtEnd, String... leaks) {
    return new BenchSoak.Outcome(
        List.of(
            new BenchSoak.Look("start", 100 << 10, 200 << 10, 40, 20),
            new BenchSoak.Look("end", heapAtEnd << 10, 200 << 10, 40, 20)),
        1_000,
        0,
        10,
        List.of(leaks));
  }

  @Test
  void strike_withinItsBars_isMet() {
    assertThat(strike(2_050, 0, 2.4).met()).isTrue();
    assertThat(strike(2_050, 0, 2.4).line())
        .isEqualTo(
            "met     sigstop  broken: {504=9}, 0 without an answer, worst 2,050 ms (bar: 3,000);"
                + " sound: p99 2.00 ms before, 2.40 ms during, 1.20 times (bar: 1.20), 0 failed");
  }

  @Test
  void strike_thatIsNoticedTooLate_orNeverAnswered_orFeltBySoundVisitors_isNotMet() {
    assertThat(strike(3_100, 0, 2).met()).isFalse();
    assertThat(strike(2_000, 1, 2).met()).isFalse();
    assertThat(strike(2_000, 0, 2.5).met()).isFalse();
  }

  @Test
  void soak_thatStaysFlat_isMet() {
    assertThat(soak(104).met()).isTrue();
    assertThat(soak(104).looks().getLast().line())
        .isEqualTo("end     heap 104 KB, process 200 KB, 40 files, 20 threads");
  }

  @Test
  void soak_thatGrows_orLeaks_isNotMet() {
    assertThat(soak(106).met()).isFalse();
    assertThat(soak(100, "LEAK: ByteBuf.release() was not called").met()).isFalse();
  }
}
