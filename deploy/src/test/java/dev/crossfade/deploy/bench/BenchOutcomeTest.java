package dev.crossfade.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.loadtest.ClosedLoad;
import dev.crossfade.loadtest.TalkingCrowd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What faults and long runs come to, and what is said of it. */
class BenchOutcomeTest {
  private static BenchStrike.Outcome strike(double worst, long unanswered, double during) {
    return new BenchStrike.Outcome(
        BenchFault.SIGSTOP,
        worst,
        3_000,
        Map.of(504, 9L),
        unanswered,
        List.of(),
        2,
        during,
        0.01,
        0.2,
        0);
  }

  private static BenchSoak.Outcome soak(long heapAtEnd, long dropped, String... leaks) {
    return new BenchSoak.Outcome(
        List.of(
            new BenchLook("start", 100 << 10, 200 << 10, 40, 20),
            new BenchLook("end", heapAtEnd << 10, 200 << 10, 40, 20)),
        1_000,
        0,
        new TalkingCrowd.Result(100, dropped, List.of()),
        10,
        List.of(leaks));
  }

  @Test
  void strike_withinItsBars_isMet() {
    assertThat(strike(2_050, 0, 2.4).met()).isTrue();
    assertThat(strike(2_050, 0, 2.4).line())
        .isEqualTo(
            "met     sigstop  broken: {504=9}, 0 without an answer, worst 2,050 ms (bar: 3,000);"
                + " sound: p99 2.00 ms before, 2.40 ms during, 1.20 times (bar: 1.20), 0 failed;"
                + " compilers had 1 % of the core before, 20 % during");
  }

  @Test
  void strike_thatIsNoticedTooLate_orNeverAnswered_orFeltBySoundVisitors_isNotMet() {
    assertThat(strike(3_100, 0, 2).met()).isFalse();
    assertThat(strike(2_000, 1, 2).met()).isFalse();
    assertThat(strike(2_000, 0, 2.5).met()).isFalse();
  }

  @Test
  void soak_thatStaysFlat_isMet() {
    assertThat(soak(104, 0).met()).isTrue();
    assertThat(soak(104, 0).looks().getLast().line())
        .isEqualTo("end     heap 104 KB, process 200 KB, 40 files, 20 threads");
  }

  @Test
  void soak_thatGrows_drops_orLeaks_isNotMet() {
    assertThat(soak(100, 1).met()).isFalse();
    assertThat(soak(106, 0).met()).isFalse();
    assertThat(soak(100, 0, "LEAK: ByteBuf.release() was not called").met()).isFalse();
  }

  private static BenchReloadOutcome reload(long failed, long dropped, int filesAfter) {
    return new BenchReloadOutcome(
        1_000,
        0,
        5,
        50,
        new ClosedLoad.Result(20_000, failed, 32, 1, 2, 3, List.of()),
        new BenchH2Visitors.Seen(5_000, 0, List.of()),
        new TalkingCrowd.Result(9_000, dropped, List.of()),
        new BenchLook("before", 100 << 10, 200 << 10, 40, 20),
        new BenchLook("after", 105 << 10, 400 << 10, filesAfter, 21));
  }

  @Test
  void reload_withoutLossesOrGrowth_isMet() {
    assertThat(reload(0, 0, 42).met()).isTrue();
    assertThat(reload(0, 0, 42).lines())
        .contains("met        open files: 40 before, 42 after (bar: at most 5 % more)");
  }

  @Test
  void reload_thatLosesOrGrows_isNotMet() {
    assertThat(reload(1, 0, 42).met()).isFalse();
    assertThat(reload(0, 1, 42).met()).isFalse();
    assertThat(reload(0, 0, 43).met()).isFalse();
    assertThat(reload(0, 1, 42).lines()).contains("not met    WebSockets dropped: 1 (bar: 0)");
  }
}
