package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench sampling}: what visitors notice of one answer in a hundred being compared. */
@Command(
    name = "sampling",
    description = {
      "Measures one gateway on core 0 without samples and with 1 %% of them in turn; client (wrk)",
      "and origin (nginx) on core 1. Exits 1 if a request failed or a bar is not met."
    },
    mixinStandardHelpOptions = true)
final class BenchSamplingCommand extends Speaking {
  private static final double LEAST_REQUESTS = 0.99;

  @Option(
      names = "--size",
      description = "Of a page: 1k, 100k or 1m (${DEFAULT-VALUE}).",
      paramLabel = "SIZE",
      defaultValue = "100k")
  private String size;

  @Option(
      names = "--copying",
      description = "A data plane alone that copies and throws away, not a whole gateway.")
  private boolean copying;

  @Option(
      names = "--rounds",
      description = "Of four measurements each (${DEFAULT-VALUE}).",
      defaultValue = "9")
  private int rounds;

  @Option(
      names = "--seconds",
      description = "Of one measurement (${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int seconds;

  @Option(
      names = "--warm-up",
      description = "Seconds of load before the first round (${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int warmUp;

  BenchSamplingCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    int bytes = BenchWork.size(size);
    if (bytes < 0 || rounds < 1 || seconds < 1 || warmUp < 1) {
      complain(
          "--size %s, --rounds %d, --seconds %d, --warm-up %d (expected: 1k, 100k or 1m; 1 or more)"
              .formatted(size, rounds, seconds, warmUp));
      return Exit.PROBLEM;
    }
    List<String> missing = BenchNeeds.missing(List.of("nginx", "taskset", "wrk"), 2);
    missing.forEach(this::complain);
    if (!missing.isEmpty()) {
      return Exit.UNREACHABLE;
    }
    try (BenchStage stage = BenchStage.open()) {
      String before = BenchNeeds.load();
      BenchSampling.Outcome outcome =
          new BenchSampling(stage, bytes, copying, rounds, seconds, warmUp).run();
      boolean met = tell(outcome);
      say("load average before: " + before + "; after: " + BenchNeeds.load());
      return met ? Exit.OK : Exit.FINDINGS;
    } catch (IOException e) {
      complain("crossfade bench sampling: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }

  private boolean tell(BenchSampling.Outcome outcome) {
    BenchFigures.Spread requests = spread(outcome, BenchSampling.Round::requests);
    BenchFigures.Spread p99 = spread(outcome, BenchSampling.Round::p99);
    BenchFigures.Spread requestsAlone = spread(outcome, BenchSampling.Round::requestsAlone);
    BenchFigures.Spread p99Alone = spread(outcome, BenchSampling.Round::p99Alone);
    say(
        "without samples: %,.0f requests/s (%,.0f–%,.0f), p99 %.2f ms (%.2f–%.2f); %,d samples taken"
            .formatted(
                outcome.without().median(),
                outcome.without().min(),
                outcome.without().max(),
                outcome.p99().median(),
                outcome.p99().min(),
                outcome.p99().max(),
                outcome.samples()));
    boolean fast = requests.median() >= LEAST_REQUESTS;
    double most = spread(outcome, BenchSamplingCommand::restlessness).median();
    boolean steady = p99.median() <= most;
    line(
        fast,
        "requests/s with 1 % by without",
        requests,
        "at least %.3f".formatted(LEAST_REQUESTS));
    line(
        steady,
        "p99 with 1 % by without",
        p99,
        "at most %.3f, which two measurements of the same differ by".formatted(most));
    say(
        "        by itself, without by without: requests/s %s, p99 %s"
            .formatted(text(requestsAlone), text(p99Alone)));
    if (outcome.samples() == 0) {
      complain("no answer was sampled (expected: some); these figures mean nothing");
    }
    if (outcome.errors() > 0) {
      complain("errors: " + outcome.errors() + " (expected: none); these figures mean nothing");
    }
    return fast && steady && outcome.samples() > 0 && outcome.errors() == 0;
  }

  /** How far apart two measurements of the same are, whichever came first. */
  private static double restlessness(BenchSampling.Round round) {
    return Math.max(round.p99Alone(), 1 / round.p99Alone());
  }

  private void line(boolean met, String what, BenchFigures.Spread ratio, String bar) {
    say("%-7s %s: %s (bar: %s)".formatted(met ? "met" : "not met", what, text(ratio), bar));
  }

  private static String text(BenchFigures.Spread ratio) {
    return "%.3f (%.3f–%.3f)".formatted(ratio.median(), ratio.min(), ratio.max());
  }

  private static BenchFigures.Spread spread(
      BenchSampling.Outcome outcome, ToDoubleFunction<BenchSampling.Round> measure) {
    return BenchFigures.Spread.of(outcome.rounds().stream().mapToDouble(measure).boxed().toList());
  }
}
