package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench soak}: does anything grow that should not? */
@Command(
    name = "soak",
    description = {
      "Loads a gateway for long with HTTP/1.1, HTTP/2, WebSockets, clients that leave and clients",
      "that read slowly. Exits 1 if a request failed, a WebSocket was dropped, a buffer leaked, or",
      "memory, files or threads grew by more than 5 %% between start (after a warm-up) and end."
    },
    mixinStandardHelpOptions = true)
final class BenchSoakCommand extends Speaking {
  @Option(
      names = "--minutes",
      description = "How long (${DEFAULT-VALUE}); below 10 a JVM is still warming up.",
      defaultValue = "30")
  private int minutes;

  @Option(
      names = "--rate",
      description = "Requests a second over HTTP/1.1, and as many over HTTP/2 (${DEFAULT-VALUE}).",
      defaultValue = "200")
  private int rate;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  BenchSoakCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (minutes < 1 || rate < 1) {
      complain("--minutes " + minutes + ", --rate " + rate + " (expected: 1 or more)");
      return Exit.PROBLEM;
    }
    List<String> missing = BenchNeeds.missing(List.of("nginx", "taskset"), 2);
    missing.forEach(this::complain);
    if (!missing.isEmpty()) {
      return Exit.UNREACHABLE;
    }
    try (BenchStage stage = BenchStage.open()) {
      BenchSoak.Outcome outcome = new BenchSoak(stage, Duration.ofMinutes(minutes), rate).run();
      print(outcome);
      return outcome.met() ? Exit.OK : Exit.FINDINGS;
    } catch (IOException | ExecutionException e) {
      complain("crossfade bench soak: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }

  private void print(BenchSoak.Outcome outcome) {
    if (json) {
      say(JsonMapper.shared().writeValueAsString(outcome));
      return;
    }
    outcome.looks().forEach(look -> say(look.line()));
    say(
        "requests %,d answered, %,d failed; %,d answers left by their clients; %d leaks"
            .formatted(
                outcome.answered(), outcome.failed(), outcome.aborted(), outcome.leaks().size()));
    say(
        "WebSockets %,d messages, %d dropped"
            .formatted(outcome.webSockets().messages(), outcome.webSockets().dropped()));
    outcome.webSockets().examples().forEach(this::say);
    outcome.leaks().forEach(this::say);
    say(
        (outcome.met() ? "met    " : "not met")
            + " nothing failed, was dropped, leaked or grew by over 5 %");
  }
}
