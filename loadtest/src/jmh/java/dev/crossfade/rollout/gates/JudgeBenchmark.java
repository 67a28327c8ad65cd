package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Gate.OnFail;
import dev.crossfade.config.model.Gate.OnNoData;
import dev.crossfade.config.model.Gate.Policy;
import dev.crossfade.config.model.Severity;
import dev.crossfade.config.value.Quantile;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.ShareDifference;
import dev.crossfade.rollout.statistics.LatencySketch;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.Visitors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** All six gates that judge by statistics, once, 20 hours into a stage of 24. */
@State(Scope.Thread)
public class JudgeBenchmark {
  private static final Policy DEFAULT =
      new Policy(null, false, OnNoData.HOLD, OnFail.ROLLBACK, new Share(100), List.of());
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Judge judge =
      Judge.of(
          List.of(
              new Gate.Errors(new ShareDifference(50), DEFAULT),
              new Gate.Latency(new Quantile(0.95), new Share(1_000), DEFAULT),
              new Gate.Checkout("checkout", new ShareDifference(100), DEFAULT),
              new Gate.Session("PHPSESSID", new ShareDifference(10), DEFAULT),
              new Gate.Parity(Severity.CRITICAL, new Share(50), DEFAULT),
              new Gate.Crawl(new Share(100), DEFAULT)),
          5);

  private final SplittableRandom random = new SplittableRandom(1);
  private final LatencySketch[] latencies = {new LatencySketch(), new LatencySketch()};
  private final Tally[][] tallies = new Tally[2][4];
  private final StageEvidence stage;
  private final LatencySketch sketch = new LatencySketch();
  private final Arms now;
  private final Evidence evidence;
  private long micros;

  public JudgeBenchmark() {
    stage = StageEvidence.begin(new Share(500), Duration.ofHours(24), Arms.NONE, 0, null);
    for (Tally[] arm : tallies) {
      java.util.Arrays.fill(arm, Tally.NONE);
    }
    Arms arms = Arms.NONE;
    for (int minute = 1; minute <= 1_200; minute++) {
      pass(0, 1_140);
      pass(1, 60);
      arms = new Arms(arm(0), arm(1), Map.of(Severity.CRITICAL, tallies[1][3]));
      stage.at(arms, minute * MINUTE, false);
    }
    now = arms;
    evidence = stage.at(now, 1_201 * MINUTE, false);
  }

  /** The verdicts and their sentences. */
  @Benchmark
  public List<Verdict> judge() {
    return judge.judge(evidence);
  }

  /** The subtraction of all marks before them. */
  @Benchmark
  public Evidence collect() {
    return stage.at(now, 1_201 * MINUTE, false);
  }

  /** What a request pays. */
  @Benchmark
  public void record() {
    sketch.record(micros++ & 0xFFFFF);
  }

  private void pass(int arm, int requests) {
    for (int i = 0; i < requests; i++) {
      latencies[arm].record((long) (120_000 * Math.exp(0.6 * random.nextGaussian())));
    }
    tallies[arm][0] = tallies[arm][0].plus(new Tally(requests, requests / 200));
    tallies[arm][1] = tallies[arm][1].plus(new Tally(requests / 50, requests / 125));
    tallies[arm][2] = tallies[arm][2].plus(new Tally(requests / 3, requests / 1_000));
    tallies[arm][3] = tallies[arm][3].plus(new Tally(requests / 50, 0));
  }

  private Arm arm(int arm) {
    return new Arm(
        tallies[arm][0],
        latencies[arm].snapshot(),
        Map.of("checkout", tallies[arm][1]),
        Map.of("PHPSESSID", tallies[arm][2]),
        tallies[arm][3],
        Visitors.NONE);
  }
}
