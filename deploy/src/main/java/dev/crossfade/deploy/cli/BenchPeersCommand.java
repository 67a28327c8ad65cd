package dev.crossfade.deploy.cli;

import dev.crossfade.deploy.cli.BenchFigures.Measure;
import dev.crossfade.deploy.cli.BenchFigures.Run;
import dev.crossfade.deploy.cli.BenchFigures.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench peers}: what a request costs here, and what it costs HAProxy and nginx. */
@Command(
    name = "peers",
    description = {
      "Measures HAProxy, nginx and Crossfade in turn, doing the same work: each alone on core 0,",
      "client and origin on core 1, 64 connections that stay. Compare within a run only."
    },
    mixinStandardHelpOptions = true)
final class BenchPeersCommand extends Speaking {
  private static final int GATEWAY_CORE = 0;
  private static final Map<String, String> PACKAGES =
      Map.of("haproxy", "haproxy", "nginx", "nginx", "taskset", "util-linux");

  @Option(
      names = "--size",
      description = "Of an answer: 1k, 100k or 1m (${DEFAULT-VALUE}).",
      paramLabel = "SIZE",
      defaultValue = "1k")
  private String size;

  @Option(names = "--rounds", description = "How many (${DEFAULT-VALUE}).", defaultValue = "5")
  private int rounds;

  @Option(
      names = "--seconds",
      description = "Of one measurement (${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int seconds;

  @Option(
      names = "--warm-up",
      description = "Seconds of load for each peer before the first round (${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int warmUp;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  @Option(names = "--report", description = "One self-contained HTML page.", paramLabel = "FILE")
  private @Nullable Path report;

  BenchPeersCommand(Cli.Streams streams) {
    super(streams);
  }

  /** A peer that runs. */
  private record Running(Process process, int port) {}

  @Override
  public Integer call() throws InterruptedException {
    if (BenchClient.size(size) < 0 || rounds < 1 || seconds < 1 || warmUp < 1) {
      complain("--size is 1k, 100k or 1m; --rounds, --seconds and --warm-up are 1 or more");
      return Exit.PROBLEM;
    }
    List<String> missing =
        PACKAGES.keySet().stream().filter(p -> BenchStage.program(p).isEmpty()).sorted().toList();
    for (String program : missing) {
      complain(program + " is not installed (Debian package " + PACKAGES.get(program) + ")");
    }
    if (Runtime.getRuntime().availableProcessors() < 2) {
      complain("one core only (expected: one for the gateway and one for the client)");
      return Exit.UNREACHABLE;
    }
    if (!missing.isEmpty()) {
      return Exit.UNREACHABLE;
    }
    try (BenchStage stage = BenchStage.open()) {
      tell(stage);
      return Exit.OK;
    } catch (IOException e) {
      complain("crossfade bench peers: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }

  private void tell(BenchStage stage) throws IOException, InterruptedException {
    String before = load();
    BenchClient client = BenchClient.on(stage);
    BenchFigures figures = measure(stage, client);
    List<String> facts = facts(client, before);
    String table = table(figures);
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("size", size);
      document.put("rounds", rounds);
      document.put("seconds", seconds);
      document.put("facts", facts);
      document.put("runs", figures.runs());
      document.put("summary", figures.summary());
      document.put("ratios", figures.ratios());
      say(JsonMapper.shared().writeValueAsString(document));
    } else {
      say(table);
      facts.forEach(this::say);
    }
    if (report != null) {
      String title = "Crossfade beside HAProxy and nginx, answers of " + size;
      Files.writeString(report, BenchPage.of(title, facts, table, figures));
    }
  }

  private BenchFigures measure(BenchStage stage, BenchClient client)
      throws IOException, InterruptedException {
    int length = BenchClient.size(size);
    Path www = Files.createDirectory(stage.folder().resolve("www"));
    Files.write(www.resolve("file"), new byte[length]);
    List<Integer> endpoints = List.of(BenchStage.freePort(), BenchStage.freePort());
    Process origin =
        stage.start("origin", BenchClient.CORE, BenchPeer.origin(stage.folder(), endpoints));
    stage.awaitAnswer("origin", origin, BenchPeer.url(endpoints.getFirst()), length);
    Map<BenchPeer, Running> peers = new EnumMap<>(BenchPeer.class);
    for (BenchPeer peer : BenchPeer.values()) {
      int port = BenchStage.freePort();
      List<String> command = peer.command(stage.folder(), port, endpoints);
      Process process = stage.start(peer.title(), GATEWAY_CORE, command);
      stage.awaitAnswer(peer.title(), process, BenchPeer.url(port), length);
      client.ask(BenchPeer.url(port), warmUp);
      peers.put(peer, new Running(process, port));
    }
    List<BenchPeer> order = new ArrayList<>(peers.keySet());
    List<Run> runs = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (BenchPeer peer : order) {
        Running running = peers.get(peer);
        if (running != null) {
          runs.add(run(client, peer, running, round));
        }
      }
      Collections.rotate(order, 1); // nobody is always first
    }
    return new BenchFigures(runs);
  }

  private Run run(BenchClient client, BenchPeer peer, Running running, int round)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long before = BenchStage.cpuMicros(running.process());
    BenchClient.Seen seen = client.ask(BenchPeer.url(running.port()), seconds);
    long cpu = BenchStage.cpuMicros(running.process()) - before;
    return Run.of(peer, round, seen, cpu, (System.nanoTime() - start) / 1e9);
  }

  private String table(BenchFigures figures) {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-10s %-26s %-22s %-20s %5s %7s%n"
            .formatted("", "requests/s", "CPU µs/request", "p99 ms", "core", "errors"));
    for (BenchPeer peer : BenchPeer.values()) {
      table.append(
          "%-10s %-26s %-22s %-20s %4.0f%% %7d%n"
              .formatted(
                  peer.title(),
                  cell(Measure.REQUESTS, figures.spread(peer, Measure.REQUESTS)),
                  cell(Measure.CPU, figures.spread(peer, Measure.CPU)),
                  cell(Measure.P99, figures.spread(peer, Measure.P99)),
                  100 * figures.core(peer),
                  figures.errors(peer)));
    }
    figures
        .ratios()
        .forEach(
            (measure, ratio) ->
                table.append(
                    "%nCrossfade's %s: %s of HAProxy's, %s of the better of both"
                        .formatted(
                            measure.title(), cell(ratio.toHaproxy()), cell(ratio.toBetter()))));
    return table.append(System.lineSeparator()).toString();
  }

  private static String cell(Measure measure, Spread spread) {
    return "%s (%s–%s)"
        .formatted(
            measure.write(spread.median()),
            measure.write(spread.min()),
            measure.write(spread.max()));
  }

  private static String cell(Spread ratio) {
    return "%.2f (%.2f–%.2f)".formatted(ratio.median(), ratio.min(), ratio.max());
  }

  private List<String> facts(BenchClient client, String loadBefore) throws IOException {
    return List.of(
        "median (least–most) of %d rounds of %d s after %d s of warm-up each"
            .formatted(rounds, seconds, warmUp),
        "client: %s, %d connections, answers of %s, one visitor with an identity cookie"
            .formatted(client.title(), BenchClient.CONNECTIONS, size),
        "all: two backends by cookie with two endpoints each, connections kept on both sides,"
            + " X-Forwarded-For, -Proto, -Host and X-Request-Id, 1 % of requests in an access log",
        "not alike: Crossfade also keeps a histogram of every request, HAProxy its statistics,"
            + " nginx counts nothing; nginx buffers up to 256 KB of an answer, the others stream",
        version("haproxy", "-v") + "; " + version("nginx", "-v") + "; Java " + Runtime.version(),
        "load average before: " + loadBefore + "; after: " + load());
  }

  private static String version(String program, String option) throws IOException {
    String path = BenchStage.program(program).orElseThrow().toString();
    String line = BenchStage.firstLine(path, option);
    return line == null ? program : Arrays.stream(line.split(" - ", 2)).findFirst().orElse(line);
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }
}
