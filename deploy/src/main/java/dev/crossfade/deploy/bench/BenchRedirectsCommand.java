package dev.crossfade.deploy.bench;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Redirect;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import dev.crossfade.routing.redirects.HitCounts;
import dev.crossfade.routing.redirects.RedirectHits;
import dev.crossfade.routing.redirects.RedirectMap;
import dev.crossfade.routing.redirects.RuleSink;
import dev.crossfade.routing.redirects.Scope;
import dev.crossfade.routing.redirects.format.RedirectReader;
import dev.crossfade.routing.redirects.loading.RedirectMaps;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench redirects}: how long a redirect map takes to load, to ask, and how much it holds.
 */
@Command(
    name = "redirects",
    description = {
      "Loads made-up redirects from a file, as a gateway does when it starts, then asks for pages",
      "that have moved and for others."
    },
    mixinStandardHelpOptions = true)
final class BenchRedirectsCommand extends Speaking {
  private static final double MOST_SECONDS = 1.0;
  private static final double MOST_MB = 120;
  private static final double MOST_NANOS = 300;
  private static final int ASKED = 1 << 17;
  private static final int ROUNDS = 20;
  private static final Scope EVERYONE = (_, _) -> true;

  @Option(
      names = "--entries",
      description = "How many (${DEFAULT-VALUE}). The bars are those of a million.",
      defaultValue = "1000000")
  private int entries;

  @Option(
      names = "--reloads",
      description =
          "Measure instead what visitors notice of so many reloads of all of them (0: none).",
      paramLabel = "N",
      defaultValue = "0")
  private int reloads;

  @Option(
      names = "--rate",
      description = "Requests a second meanwhile (${DEFAULT-VALUE}).",
      defaultValue = "500")
  private int rate;

  BenchRedirectsCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (entries < 1 || reloads < 0 || rate < 1) {
      complain(
          "--entries %d, --reloads %d, --rate %d (expected: 1, 0 and 1 or more)"
              .formatted(entries, reloads, rate));
      return Exit.PROBLEM;
    }
    try (BenchStage stage = BenchStage.open()) {
      if (reloads > 0) {
        var outcome = new BenchRedirectsReload(stage, entries, reloads, rate).run();
        outcome.lines().forEach(this::say);
        return outcome.met() ? Exit.OK : Exit.FINDINGS;
      }
      return measure(stage.folder());
    } catch (IOException e) {
      complain("crossfade bench redirects: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }

  private int measure(Path folder) throws IOException {
    BenchRedirects.write(folder.resolve("redirects.csv"), entries);
    Config config = config(folder);
    long before = retained();
    long from = System.nanoTime();
    long cpuFrom = cpu();
    RedirectMap map = load(config);
    double seconds = (System.nanoTime() - from) / 1e9;
    double cpuSeconds = (cpu() - cpuFrom) / 1e9;
    RedirectHits hits = new RedirectHits(map, HitCounts.NONE);
    double megabytes = (retained() - before) / 1e6;
    double again = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      from = System.nanoTime();
      load(config);
      again = Math.min(again, (System.nanoTime() - from) / 1e9);
    }
    BenchAsked[] known = BenchRedirects.asked(entries, ASKED, true);
    double hit = nanos(map, null, known);
    double counted = nanos(map, hits, known);
    double miss = nanos(map, null, BenchRedirects.asked(entries, ASKED, false));
    say(
        "%,d entries, %.0f MB of text"
            .formatted(entries, Files.size(folder.resolve("redirects.csv")) / 1e6));
    boolean met = judge("load, first in this process", seconds, MOST_SECONDS, "s", "%.2f");
    say("%-30s %8.2f s of all cores, compiling this program included".formatted("", cpuSeconds));
    say("%-30s %8.2f s".formatted("load, later", again));
    met &= judge("retained, with counters", megabytes, MOST_MB, "MB", "%.0f");
    met &= judge("hit, with its location", hit, MOST_NANOS, "ns", "%.0f");
    say("%-30s %8.0f ns".formatted("hit, counted", counted));
    met &= judge("miss", miss, MOST_NANOS, "ns", "%.0f");
    return met ? Exit.OK : Exit.FINDINGS;
  }

  private boolean judge(String what, double value, double most, String unit, String format) {
    boolean met = value <= most;
    say(
        "%-30s %8s %-2s  %s (bar: at most %s)"
            .formatted(
                what,
                format.formatted(value),
                unit,
                met ? "met" : "not met",
                format.formatted(most)));
    return met;
  }

  private static Config config(Path folder) throws IOException {
    Path file = folder.resolve("crossfade.yaml");
    Files.writeString(
        file,
        """
        listeners: [ { bind: 127.0.0.1:0 } ]
        backends:
          legacy: { endpoints: ["http://127.0.0.1:1"] }
          next: { endpoints: ["http://127.0.0.1:2"] }
        units: [ { name: shop, match: { path: /** }, send: legacy } ]
        redirects: [ { file: redirects.csv, format: csv } ]
        """);
    return switch (ConfigLoader.ofEnvironment().load(file)) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid -> throw new IOException(invalid.problems().toString());
    };
  }

  private static void read(Path file, Redirect.Format format, RuleSink sink) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      RedirectReader.read(in, file.toString(), format, sink);
    }
  }

  private static RedirectMap load(Config config) throws IOException {
    List<String> problems = new ArrayList<>();
    RedirectMap map = RedirectMaps.load(config, BenchRedirectsCommand::read, null, problems).map();
    if (!problems.isEmpty()) {
      throw new IOException(problems.getFirst());
    }
    return map;
  }

  /** What this process has had of all cores: on a busy machine the time that passes says little. */
  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  private static long retained() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The best of several rounds: the others were disturbed. */
  private static double nanos(RedirectMap map, @Nullable RedirectHits hits, BenchAsked[] asked) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long from = System.nanoTime();
      for (BenchAsked page : asked) {
        var found = map.find(page, EVERYONE);
        if (found != null && hits != null) {
          hits.hit(found.entry(), 1, false);
        }
      }
      best = Math.min(best, (System.nanoTime() - from) / (double) asked.length);
    }
    return best;
  }
}
