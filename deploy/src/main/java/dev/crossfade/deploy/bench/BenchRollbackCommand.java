package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench rollback}: how long after the order does next still get new visitors? */
@Command(
    name = "rollback",
    description = {
      "Starts a rollout at 50 %% and rolls it back, again and again, while visitors ask without a",
      "pause. Exits 1 if next was sent a request more than a second after the order, or one failed."
    },
    mixinStandardHelpOptions = true)
final class BenchRollbackCommand extends Speaking {
  private static final double MOST_MILLIS = 1_000;

  @Option(names = "--rollbacks", description = "How many (${DEFAULT-VALUE}).", defaultValue = "20")
  private int rollbacks;

  @Option(
      names = "--visitors",
      description = "Who ask at once (${DEFAULT-VALUE}).",
      defaultValue = "16")
  private int visitors;

  BenchRollbackCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (rollbacks < 1 || visitors < 1) {
      complain(
          "--rollbacks %d, --visitors %d (expected: 1 or more)".formatted(rollbacks, visitors));
      return Exit.PROBLEM;
    }
    try (BenchStage stage = BenchStage.open()) {
      BenchRollback.Outcome outcome = new BenchRollback(stage, rollbacks, visitors).run();
      BenchFigures.Spread late = BenchFigures.Spread.of(outcome.millis());
      boolean met = late.max() <= MOST_MILLIS && outcome.failed() == 0;
      List.of(
              "%,d requests, %d failed; %d rollbacks, answered after %.1f ms (median)"
                  .formatted(
                      outcome.requests(),
                      outcome.failed(),
                      outcome.millis().size(),
                      BenchFigures.Spread.of(outcome.answers()).median()),
              "%-7s last request that next got: %.1f ms after the order (median), %.1f at most (bar: %,.0f)"
                  .formatted(met ? "met" : "not met", late.median(), late.max(), MOST_MILLIS))
          .forEach(this::say);
      return met ? Exit.OK : Exit.FINDINGS;
    } catch (IOException e) {
      complain("crossfade bench rollback: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }
}
