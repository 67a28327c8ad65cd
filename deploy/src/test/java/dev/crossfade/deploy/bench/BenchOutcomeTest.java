package dev.crossfade.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.loadtest.ClosedLoad;
import dev.crossfade.loadtest.TalkingCrowd;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What faults and long runs come to, and what is said of it. */
class BenchOutcomeTest {
  private static BenchStrikeOutcome strike(double worst, long unanswered, double... slower) {
    return new BenchStrikeOutcome(
        BenchFault.SIGSTOP,
        worst,
        3_000,
        Map.of(504, 9L),
        unanswered,
        List.of(),
        Arrays.stream(slower).mapToObj(BenchOutcomeTest::round).toList(),
        List.of(round(1.5)),
        0);
  }

  private static BenchStrike.Round round(double slower) {
    return new BenchStrike.Round(slower, 0.9, 2, 2 * slower, 0.01);
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
    BenchStrikeOutcome outcome = strike(2_050, 0, 0.8, 1.2, 4);

    assertThat(outcome.met()).isTrue();
    assertThat(outcome.lines())
        .containsExactly(
            "met     sigstop  struck: {504=9}, 0 without an answer, worst 2,050 ms (bar: 3,000)",
            "        sound: p99 with it by without 1.20 (0.80–4.00) (bar: 1.20), 0 failed;"
                + " 2.40 ms with, 2.00 without",
            "        without by itself 0.90 (0.90–0.90); the compilers had 1 % of the core;"
                + " HAProxy: with by without 1.50 (1.50–1.50), by itself 0.90 (0.90–0.90)");
  }

  @Test
  void strike_thatIsNoticedTooLate_orNeverAnswered_orFeltBySoundVisitors_isNotMet() {
    assertThat(strike(3_100, 0, 1).met()).isFalse();
    assertThat(strike(2_000, 1, 1).met()).isFalse();
    assertThat(strike(2_000, 0, 1.25).met()).isFalse();
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
