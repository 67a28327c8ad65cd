package dev.crossfade.deploy.bench;

import dev.crossfade.loadtest.EchoOrigin;
import dev.crossfade.loadtest.RudeCrowd;
import dev.crossfade.loadtest.TalkingCrowd;
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

/**
 * A gateway under mixed load for long: HTTP/1.1, HTTP/2, WebSockets, clients that leave and clients
 * that read slowly, with every buffer tracked. Between the loads it is looked at while it has
 * nothing to do.
 *
 * @param rate requests a second over HTTP/1.1, and as many over HTTP/2
 */
record BenchSoak(BenchStage stage, Duration time, int rate) {
  private static final int LENGTH = 1 << 20;
  private static final int CONNECTIONS = 16;
  private static final int RUDE_CLIENTS = 16;
  private static final int WEBSOCKETS = 16;
  private static final List<String> JVM =
      List.of("-Xms512m", "-Xmx512m", "-Dio.netty.leakDetection.level=paranoid");

  /** Those come one at a time and stay. */
  private static final int FEW_FILES_OR_THREADS = 4;

  /**
   * What became of all.
   *
   * @param answered over HTTP/1.1 and HTTP/2
   * @param aborted answers that their clients left
   * @param leaks lines of the gateway's log that tell of a leak
   */
  record Outcome(
      List<BenchLook> looks,
      long answered,
      long failed,
      TalkingCrowd.Result webSockets,
      long aborted,
      List<String> leaks) {
    boolean met() {
      return looks.getLast().isFlatSince(looks.getFirst(), FEW_FILES_OR_THREADS)
          && failed == 0
          && webSockets.dropped() == 0
          && leaks.isEmpty();
    }
  }

  /** What the loads came to so far, each after the other. */
  private static final class Sum {
    private final List<RateResult> requests = new ArrayList<>();
    private final List<TalkingCrowd.Result> webSockets = new ArrayList<>();
    private long aborted;

    Outcome outcome(List<BenchLook> looks, List<String> leaks) {
      return new Outcome(
          looks,
          requests.stream().mapToLong(RateResult::answered).sum(),
          requests.stream().mapToLong(RateResult::failed).sum(),
          new TalkingCrowd.Result(
              webSockets.stream().mapToLong(TalkingCrowd.Result::messages).sum(),
              webSockets.stream().mapToLong(TalkingCrowd.Result::dropped).sum(),
              webSockets.stream().flatMap(result -> result.examples().stream()).toList()),
          aborted,
          leaks);
    }
  }

  /** The middle and the end are compared with the start, which comes after a warm-up. */
  Outcome run() throws IOException, InterruptedException, ExecutionException {
    BenchSite site =
        new BenchSite(
            stage.folder(),
            BenchProtocol.H1,
            stage.freePort(),
            stage.freePort(),
            origin(),
            1_000,
            null,
            null);
    try (EchoOrigin echo = EchoOrigin.start()) {
      Path config = BenchGateway.configWithEcho(site, echo.port());
      Process gateway = stage.start("gateway", 0, BenchGateway.command(config, site, JVM));
      stage.awaitAnswer("gateway", gateway, site.url(), LENGTH);
      List<BenchLook> looks = new ArrayList<>();
      Sum sum = new Sum();
      load(site, time.dividedBy(10), sum);
      looks.add(BenchLook.at("start", gateway, site.adminPort()));
      load(site, time.dividedBy(2), sum);
      looks.add(BenchLook.at("middle", gateway, site.adminPort()));
      load(site, time.dividedBy(2), sum);
      looks.add(BenchLook.at("end", gateway, site.adminPort()));
      return sum.outcome(looks, BenchLook.leaks(stage.folder().resolve("gateway.err")));
    }
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

  private void load(BenchSite site, Duration duration, Sum sum)
      throws IOException, InterruptedException, ExecutionException {
    URI small = site.url().resolve("/small");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        RudeCrowd rude = RudeCrowd.start(site.url(), RUDE_CLIENTS);
        TalkingCrowd talking = TalkingCrowd.open(site.webSocket(), WEBSOCKETS)) {
      List<Future<RateResult>> loads = new ArrayList<>();
      loads.add(threads.submit(() -> RateLoad.run(plan(small, RatePlan.Protocol.H1, duration))));
      loads.add(threads.submit(() -> RateLoad.run(plan(small, RatePlan.Protocol.H2, duration))));
      for (Future<RateResult> load : loads) {
        sum.requests.add(load.get());
      }
      sum.webSockets.add(talking.stop());
      sum.aborted += rude.aborted();
    }
  }

  private RatePlan plan(URI url, RatePlan.Protocol protocol, Duration duration) {
    return new RatePlan(url, protocol, rate, duration, CONNECTIONS, 4, List.of(BenchClient.COOKIE));
  }
}
