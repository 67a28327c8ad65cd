package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench faults}: does a broken backend hurt the visitors of a sound one? */
@Command(
    name = "faults",
    description = {
      "Breaks one of two backends under load, in one way after the other, and tells how long its",
      "visitors waited for an error and how the other backend's fared, beside HAProxy in the same",
      "place. Exits 1 if a bar is not met."
    },
    mixinStandardHelpOptions = true)
final class BenchFaultsCommand extends Speaking {
  @Option(
      names = "--fault",
      description = "sigkill, sigstop, reset, drip or garbage; may be repeated (all).",
      paramLabel = "FAULT")
  private List<String> faults = List.of();

  @Option(
      names = "--seconds",
      description = "Of each measurement (${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int seconds;

  @Option(
      names = "--rounds",
      description = "Each of four measurements, with the fault and without (${DEFAULT-VALUE}).",
      defaultValue = "15")
  private int rounds;

  @Option(
      names = "--rate",
      description = "Requests a second to the sound backend (${DEFAULT-VALUE}).",
      defaultValue = "500")
  private int rate;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  BenchFaultsCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    List<BenchFault> chosen = chosen();
    if (chosen == null || seconds < 1 || rounds < 1 || rate < 1) {
      complain(
          "--fault is sigkill, sigstop, reset, drip or garbage; --seconds, --rounds and --rate are 1 or more");
      return Exit.PROBLEM;
    }
    List<String> missing = BenchNeeds.missing(List.of("haproxy", "nginx", "taskset", "kill"), 2);
    missing.forEach(this::complain);
    if (!missing.isEmpty()) {
      return Exit.UNREACHABLE;
    }
    List<BenchStrikeOutcome> outcomes = new ArrayList<>();
    try {
      for (BenchFault fault : chosen) {
        BenchStrikeOutcome outcome = new BenchStrike(fault, rounds, seconds, rate).run();
        outcomes.add(outcome);
        if (!json) {
          outcome.lines().forEach(this::say);
        }
      }
    } catch (IOException | ExecutionException e) {
      complain("crossfade bench faults: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
    if (json) {
      say(JsonMapper.shared().writeValueAsString(outcomes));
    }
    return outcomes.stream().allMatch(BenchStrikeOutcome::met) ? Exit.OK : Exit.FINDINGS;
  }

  private @Nullable List<BenchFault> chosen() {
    List<BenchFault> chosen = new ArrayList<>();
    for (String name : faults) {
      BenchFault fault =
          Arrays.stream(BenchFault.values())
              .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
              .findFirst()
              .orElse(null);
      if (fault == null) {
        return null;
      }
      chosen.add(fault);
    }
    return chosen.isEmpty() ? List.of(BenchFault.values()) : chosen;
  }
}
