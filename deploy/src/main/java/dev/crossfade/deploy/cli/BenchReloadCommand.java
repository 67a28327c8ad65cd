package dev.crossfade.deploy.cli;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Reload;
import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.deploy.gateway.Gateway;
import dev.crossfade.deploy.gateway.StartFailure;
import dev.crossfade.loadtest.ClosedLoad;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench reload}: is any request lost while configurations come and go? */
@Command(
    name = "reload",
    description = {
      "Reloads a gateway under load: exposures change, a listener comes and goes, a backend's",
      "settings change. Exits 1 if a request or a reload failed."
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

  BenchReloadCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("crossfade-bench-");
    try (DemoStorefronts storefronts = DemoStorefronts.start()) {
      return run(folder, storefronts);
    } finally {
      TemporaryFolders.delete(folder);
    }
  }

  private int run(Path folder, DemoStorefronts storefronts) throws IOException {
    Path file = folder.resolve("crossfade.yaml");
    Files.writeString(file, config(storefronts, folder, 0));
    Histogram reloadNanos = new Histogram(3);
    int refused = 0;
    ClosedLoad.Result result;
    BenchH2Visitors.Seen visitorsOfH2;
    try (Gateway gateway =
        Gateway.start(file, ConfigLoader.ofEnvironment(), null, streams().out())) {
      URI shop = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort());
      try (ClosedLoad load =
              ClosedLoad.start(
                  shop, List.of("/robots.txt", "/img/missing.svg", "/healthz"), connections);
          BenchH2Visitors visitors = BenchH2Visitors.at(shop, h2 ? connections : 0)) {
        for (int i = 1; i <= reloads; i++) {
          Files.writeString(file, config(storefronts, folder, i));
          long start = System.nanoTime();
          Reload reload = gateway.reload("bench");
          reloadNanos.recordValue(System.nanoTime() - start);
          refused += reload instanceof Reload.Refused ? 1 : 0;
        }
        result = load.stop();
        visitorsOfH2 = visitors.stop();
      }
    } catch (StartFailure e) {
      e.lines().forEach(this::complain);
      return Exit.PROBLEM;
    }
    print(result, reloadNanos, refused);
    visitorsOfH2.lines().forEach(this::say);
    return result.failed() == 0 && visitorsOfH2.failed() == 0 && refused == 0
        ? Exit.OK
        : Exit.FINDINGS;
  }

  private void print(ClosedLoad.Result result, Histogram reloadNanos, int refused) {
    say(
        "reloads    %d, %d refused; median %.1f ms, longest %.1f ms"
            .formatted(
                reloads,
                refused,
                reloadNanos.getValueAtPercentile(50) / 1e6,
                reloadNanos.getMaxValue() / 1e6));
    say(
        "requests   %,d answered, %d failed, over %,d connections"
            .formatted(result.requests(), result.failed(), result.connections()));
    say(
        "latency    median %.2f ms, p99 %.2f ms, longest %.1f ms"
            .formatted(result.medianMillis(), result.p99Millis(), result.maxMillis()));
    result.examples().forEach(example -> say("failed     " + example));
  }

  /** Each differs from the one before in a way that a careless reload would stumble over. */
  private static String config(DemoStorefronts storefronts, Path folder, int number) {
    String second = number % 10 == 5 ? "  - bind: 127.0.0.2:0\n" : "";
    return """
    listeners:
      - bind: 127.0.0.1:0
    %sadmin: { bind: "127.0.0.1:0" }
    backends:
      legacy: { endpoints: ["%s"], pool: { maxIdle: %d } }
      next: { endpoints: ["%s"] }
    units:
      - { name: shop, match: [ { path: /** } ], exposure: { percent: %d%% } }
    state: { dir: "%s" }
    telemetry: { accessLog: { file: "%s", sample: 1%% } }
    """
        .formatted(
            second,
            storefronts.legacy(),
            100 + number % 3,
            storefronts.next(),
            number % 101,
            folder.resolve("state"),
            folder.resolve("access.log"));
  }
}
