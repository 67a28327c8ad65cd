package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.bench.BenchFigures.Spread;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench start}: how soon a distribution serves, and what it weighs while it has nothing to
 * do.
 */
@Command(
    name = "start",
    description = {
      "Starts an unpacked distribution again and again, with live parity and without, and tells how",
      "long it takes until it is ready and how much memory is resident (VmRSS) when it has been idle",
      "for a while. Exits 1 if a median is above 0.7 s or 200 MB."
    },
    mixinStandardHelpOptions = true)
final class BenchStartCommand extends Speaking {
  private static final double MOST_MILLIS = 700;
  private static final double MOST_MEGABYTES = 200;
  private static final long PATIENCE_SECONDS = 60;
  private static final Pattern READY = Pattern.compile("ready after (\\d+) ms");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

  @Option(
      names = "--dist",
      paramLabel = "FOLDER",
      description = "The unpacked distribution; without it the one that runs this command.")
  private @Nullable Path dist;

  @Option(names = "--starts", description = "How many each (${DEFAULT-VALUE}).", defaultValue = "7")
  private int starts;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      description = "How long it has nothing to do (${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int idle;

  BenchStartCommand(Cli.Streams streams) {
    super(streams);
  }

  /** One start. */
  private record Start(double millis, double megabytes) {}

  @Override
  public Integer call() throws InterruptedException {
    Path home = dist == null ? Path.of(System.getProperty("java.home")).resolve("..") : dist;
    Path launcher = home.resolve("bin/crossfade").toAbsolutePath().normalize();
    if (!Files.isExecutable(launcher)) {
      complain("--dist: " + launcher + " is not there (expected: an unpacked distribution)");
      return Exit.PROBLEM;
    }
    if (starts < 1 || idle < 0) {
      complain("--starts %d, --idle %d (expected: 1, 0 or more)".formatted(starts, idle));
      return Exit.PROBLEM;
    }
    try {
      boolean plain = judge("plain", measure(launcher, ""));
      boolean parity =
          judge("with live parity", measure(launcher, "seo: { sampling: { rate: 1% } }"));
      say("load average " + BenchNeeds.load());
      return plain && parity ? Exit.OK : Exit.FINDINGS;
    } catch (IOException e) {
      complain("crossfade bench start: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }

  private List<Start> measure(Path launcher, String more) throws IOException, InterruptedException {
    List<Start> all = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      try (BenchStage stage = BenchStage.open()) {
        Path config =
            Files.writeString(
                stage.folder().resolve("crossfade.yaml"), configuration(stage.freePort()) + more);
        Process process =
            stage.start("gateway", List.of(launcher.toString(), "run", "-c", config.toString()));
        double millis = awaitReady(process, stage.folder().resolve("gateway.err"));
        process.waitFor(idle, TimeUnit.SECONDS);
        all.add(new Start(millis, resident(process)));
      }
    }
    return all;
  }

  private static String configuration(int port) {
    return """
    listeners: [ { bind: 127.0.0.1:0 } ]
    admin: { bind: 127.0.0.1:0 }
    backends:
      legacy: { endpoints: ["http://127.0.0.1:%1$d"] }
      next: { endpoints: ["http://127.0.0.1:%1$d"] }
    units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: 25%% } } ]
    """
        .formatted(port);
  }

  private static double awaitReady(Process process, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (process.isAlive() && System.nanoTime() < end) {
      Matcher ready = READY.matcher(Files.readString(log));
      if (ready.find()) {
        return Double.parseDouble(ready.group(1));
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    throw new IOException("the gateway did not start; it said: " + Files.readString(log));
  }

  private static double resident(Process process) throws IOException {
    Matcher matcher =
        RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
    if (!matcher.find()) {
      throw new IOException(
          "/proc/" + process.pid() + "/status has no VmRSS (expected: a process that runs)");
    }
    return Double.parseDouble(matcher.group(1)) / 1024;
  }

  private boolean judge(String what, List<Start> all) {
    Spread ready = Spread.of(all.stream().map(Start::millis).toList());
    Spread resident = Spread.of(all.stream().map(Start::megabytes).toList());
    say(line(what + ": start to ready", ready, "ms", MOST_MILLIS));
    say(line(what + ": resident after " + idle + " s", resident, "MB", MOST_MEGABYTES));
    return ready.median() <= MOST_MILLIS && resident.median() <= MOST_MEGABYTES;
  }

  private static String line(String what, Spread spread, String measure, double most) {
    return "%-7s %s: %.0f %s (%.0f–%.0f; bar: at most %.0f)"
        .formatted(
            spread.median() <= most ? "met" : "not met",
            what,
            spread.median(),
            measure,
            spread.min(),
            spread.max(),
            most);
  }
}
