package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench reload}: is any request lost while configurations come and go? */
@Command(
    name = "reload",
    description = {
      "Reloads a gateway under load: exposures change, a listener comes and goes, a backend's",
      "settings change. Exits 1 if a request or a reload failed, a WebSocket was dropped, or heap,",
      "open files or threads grew by more than 5 % from before the reloads to after."
    },
    mixinStandardHelpOptions = true)
final class BenchReloadCommand extends Speaking {
  @Option(names = "--reloads", description = "How many (${DEFAULT-VALUE}).", defaultValue = "200")
  private int reloads;

  @Option(
      names = "--connections",
      description = "Visitors at once (${DEFAULT-VALUE}).",
      defaultValue = "32")
  private int connections;

  @Option(names = "--h2", description = "As many HTTP/2 connections beside them, 10 streams each.")
  private boolean h2;

  @Option(
      names = "--websockets",
      description = "So many WebSockets that stay open and talk all the time (${DEFAULT-VALUE}).",
      defaultValue = "0")
  private int webSockets;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  BenchReloadCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (reloads < 1 || connections < 1 || webSockets < 0) {
      complain(
          "--reloads %d, --connections %d, --websockets %d (expected: 1, 1 and 0 or more)"
              .formatted(reloads, connections, webSockets));
      return Exit.PROBLEM;
    }
    List<String> missing = BenchNeeds.missing(List.of("taskset"), 1);
    missing.forEach(this::complain);
    if (!missing.isEmpty()) {
      return Exit.UNREACHABLE;
    }
    try (BenchStage stage = BenchStage.open()) {
      BenchReloadOutcome outcome =
          new BenchReload(stage, reloads, connections, h2 ? connections : 0, webSockets).run();
      if (json) {
        say(JsonMapper.shared().writeValueAsString(outcome));
      } else {
        outcome.lines().forEach(this::say);
      }
      return outcome.met() ? Exit.OK : Exit.FINDINGS;
    } catch (IOException e) {
      complain("crossfade bench reload: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }
}
