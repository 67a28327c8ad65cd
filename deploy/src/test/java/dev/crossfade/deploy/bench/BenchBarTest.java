package dev.crossfade.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crossfade.deploy.bench.BenchBar.Against;
import dev.crossfade.deploy.bench.BenchFigures.Measure;
import dev.crossfade.deploy.bench.BenchFigures.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bars are judged by ratios within rounds, and a report says how each came out. */
class BenchBarTest {
  private static final BenchWork SMALL = new BenchWork(BenchProtocol.H1, 1 << 10, false, 0);

  private static Run run(BenchPeer peer, int round, double rate, double cpu, double p99) {
    return new Run(peer, round, rate, p99 / 2, p99, cpu, cpu / 2, 1, 0.25, 1_000, 0);
  }

  /** Three rounds of a machine that gets slower; within each, the same ratios. */
  private static BenchFigures figures(double cpuRatio) {
    List<Run> runs = new ArrayList<>();
    for (int round = 1; round <= 3; round++) {
      runs.add(run(BenchPeer.HAPROXY, round, 30_000.0 / round, 20.0 * round, 4));
      runs.add(run(BenchPeer.NGINX, round, 20_000.0 / round, 25.0 * round, 2));
      runs.add(run(BenchPeer.CROSSFADE, round, 36_000.0 / round, 20.0 * round * cpuRatio, 3));
    }
    return new BenchFigures(runs, List.of());
  }

  private static List<String> lines(BenchFigures figures) {
    return BenchBar.of(SMALL).stream().map(bar -> bar.judge(figures).line()).toList();
  }

  @Test
  void judge_ofASmallAnswer_saysForEachBarWhetherItIsMet() {
    assertThat(lines(figures(0.75)))
        .containsExactly(
            "met     CPU µs/request: 0.75 of HAProxy (bar: at most 0.80)",
            "met     requests/s: 1.20 of the better of HAProxy and nginx (bar: at least 1.20)",
            "not met p99 ms: 1.50 of the better of HAProxy and nginx (bar: at most 1.00)");
  }

  /** On one core, what is compiled keeps visitors waiting: whoever reads a p99 sees both. */
  @Test
  void compiling_tellsOfOursRoundByRound() {
    assertThat(figures(1).compiling())
        .isEqualTo(
            "Crossfade's p99 in ms, and what its compilers had: 3.00 (25 %), 3.00 (25 %), 3.00 (25"
                + " %)");
  }

  @Test
  void judge_ofMoreCpuThanTheBar_isNotMet() {
    assertThat(lines(figures(0.9)).getFirst()).startsWith("not met CPU µs/request: 0.90");
  }

  @Test
  void judge_ofHandshakes_goesByWhatOneCostsAndByTheClock() {
    BenchWork handshakes = new BenchWork(BenchProtocol.H1_TLS, 1 << 10, true, 0);

    assertThat(BenchBar.of(handshakes).getFirst().judge(figures(1.25)).line())
        .isEqualTo("not met requests/CPU second: 0.80 of HAProxy (bar: at least 0.90)");
    assertThat(BenchBar.of(handshakes).getLast())
        .isEqualTo(new BenchBar(Measure.REQUESTS, Against.HAPROXY, 0.90));
  }

  @Test
  void handshakes_withoutTls_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BenchWork(BenchProtocol.H1, 1, true, 0))
        .withMessage("handshakes over h1 (expected: h1-tls)");
  }

  @Test
  void table_hasARowForEachPeerAndALineForEachBar() {
    BenchFigures figures = figures(0.75);
    List<BenchBar.Verdict> verdicts =
        BenchBar.of(SMALL).stream().map(bar -> bar.judge(figures)).toList();

    assertThat(BenchTable.of(figures, verdicts))
        .contains("HAProxy    15,000 (10,000–30,000)")
        .contains("Crossfade  18,000 (12,000–36,000)")
        .contains("not met p99 ms");
  }

  @Test
  void page_needsNothingElse() {
    String page = BenchPage.of("a < b", List.of("x & y"), "table", figures(1));

    assertThat(page)
        .contains("<title>a &lt; b</title>", "<li>x &amp; y</li>", "color-scheme: light dark")
        .doesNotContain("http://", "https://", "NaN");
  }
}
