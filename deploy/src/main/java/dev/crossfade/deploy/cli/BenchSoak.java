package dev.crossfade.deploy.cli;

import dev.crossfade.loadtest.RudeCrowd;
import dev.crossfade.loadtest.rate.RateLoad;
import dev.crossfade.loadtest.rate.RatePlan;
import dev.crossfade.loadtest.rate.RateResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gateway under mixed load for long: HTTP/1.1, HTTP/2, clients that leave and clients that read
 * slowly, with every buffer tracked. Between the loads it is looked at while it has nothing to do.
 *
 * @param echo a WebSocket echo that is asked too; null: none
 */
record BenchSoak(BenchStage stage, Duration time, @Nullable URI echo) {
  private static final int LENGTH = 1 << 20;
  private static final int RATE = 200;
  private static final int CONNECTIONS = 16;
  private static final int RUDE_CLIENTS = 16;
  private static final List<String> JVM =
      List.of("-Xms512m", "-Xmx512m", "-Dio.netty.leakDetection.level=paranoid");

  /** What the gateway held after a collection, with no client connected. */
  record Look(String when, long heap, long pss, int files, int threads) {
    String line() {
      return "%-7s heap %,d KB, process %,d KB, %d files, %d threads"
          .formatted(when, heap >> 10, pss >> 10, files, threads);
    }
  }

  /**
   * What became of all.
   *
   * @param leaks lines of the gateway's log that tell of a leak
   */
  record Outcome(List<Look> looks, long answered, long failed, long aborted, List<String> leaks) {
    private static final double MOST_GROWTH = 1.05;

    /** Threads of the JVM and files of the admin port come one at a time and stay. */
    private static final int FEW = 4;

    boolean flat() {
      Look first = looks.getFirst();
      Look last = looks.getLast();
      return last.heap() <= first.heap() * MOST_GROWTH
          && last.pss() <= first.pss() * MOST_GROWTH
          && last.files() <= first.files() * MOST_GROWTH + FEW
          && last.threads() <= first.threads() * MOST_GROWTH + FEW;
    }

    boolean met() {
      return flat() && failed == 0 && leaks.isEmpty();
    }
  }

  /** The middle and the end are compared with the start, which comes after a warm-up. */
  Outcome run() throws IOException, InterruptedException, ExecutionException {
    List<Integer> endpoints = origin();
    BenchSite site =
        new BenchSite(
            stage.folder(),
            BenchProtocol.H1,
            stage.freePort(),
            stage.freePort(),
            endpoints,
            1_000,
            null);
    Process gateway = stage.start("gateway", 0, BenchGateway.command(site, JVM));
    stage.awaitAnswer("gateway", gateway, site.url(), LENGTH);
    List<Look> looks = new ArrayList<>();
    List<RateResult> results = new ArrayList<>();
    long aborted = load(site, time.dividedBy(10), results);
    looks.add(look("start", gateway, site));
    aborted += load(site, time.dividedBy(2), results);
    looks.add(look("middle", gateway, site));
    aborted += load(site, time.dividedBy(2), results);
    looks.add(look("end", gateway, site));
    return new Outcome(
        looks,
        results.stream().mapToLong(RateResult::answered).sum(),
        results.stream().mapToLong(RateResult::failed).sum(),
        aborted,
        leaks(stage.folder().resolve("gateway.err")));
  }

  private List<Integer> origin() throws IOException, InterruptedException {
    Path www = Files.createDirectory(stage.folder().resolve("www"));
    Files.write(www.resolve("file"), new byte[LENGTH]);
    Files.write(www.resolve("small"), new byte[1 << 10]);
    List<Integer> endpoints = List.of(stage.freePort(), stage.freePort());
    Process origin =
        stage.start(
            "origin", BenchClient.CORE, BenchNginx.origin(stage.folder(), "origin", endpoints));
    stage.awaitAnswer("origin", origin, BenchNginx.file(endpoints.getFirst()), LENGTH);
    return endpoints;
  }

  private long load(BenchSite site, Duration duration, List<RateResult> results)
      throws IOException, InterruptedException, ExecutionException {
    URI small = site.url().resolve("/small");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        RudeCrowd rude = RudeCrowd.start(site.url(), RUDE_CLIENTS)) {
      List<Future<RateResult>> loads = new ArrayList<>();
      loads.add(threads.submit(() -> RateLoad.run(plan(small, RatePlan.Protocol.H1, duration))));
      loads.add(threads.submit(() -> RateLoad.run(plan(small, RatePlan.Protocol.H2, duration))));
      if (echo != null) {
        loads.add(
            threads.submit(() -> RateLoad.run(plan(echo, RatePlan.Protocol.WEBSOCKET, duration))));
      }
      for (Future<RateResult> load : loads) {
        results.add(load.get());
      }
      return rude.aborted();
    }
  }

  private static RatePlan plan(URI url, RatePlan.Protocol protocol, Duration duration) {
    return new RatePlan(url, protocol, RATE, duration, CONNECTIONS, 4, List.of(BenchClient.COOKIE));
  }

  private static Look look(String when, Process gateway, BenchSite site)
      throws IOException, InterruptedException {
    BenchMemory.collect(gateway);
    return new Look(
        when,
        BenchMemory.heap(site.adminPort()),
        BenchMemory.pss(gateway),
        BenchMemory.openFiles(gateway),
        BenchMemory.threads(gateway));
  }

  private static List<String> leaks(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("LEAK")).toList();
    }
  }
}
