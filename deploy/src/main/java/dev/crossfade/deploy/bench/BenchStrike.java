package dev.crossfade.deploy.bench;

import dev.crossfade.loadtest.FaultProxy;
import dev.crossfade.loadtest.rate.RateLoad;
import dev.crossfade.loadtest.rate.RatePlan;
import dev.crossfade.loadtest.rate.RateResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One fault, from a fresh gateway with two sound backends to what became of both. */
record BenchStrike(BenchFault fault, int seconds, int rate) {
  private static final int LENGTH = 1 << 10;
  private static final int CONNECTIONS = 16;
  private static final int BROKEN_RATE = 50;
  private static final double MOST_SLOWER = 1.2;

  /** A gateway that has never seen an error compiles what handles it, and the sound side waits. */
  private static final int WARM_UPS = 3;

  private static final int WARM_UP_SECONDS = 4;

  /**
   * What became of both backends' visitors.
   *
   * @param worstMillis until the answer to a request of the broken backend, errors included
   * @param unanswered requests of the broken backend that got no status at all
   * @param examples what their clients saw, the first few
   */
  record Outcome(
      BenchFault fault,
      double worstMillis,
      long limitMillis,
      Map<Integer, Long> statuses,
      long unanswered,
      List<String> examples,
      double soundP99Before,
      double soundP99During,
      long soundFailed) {
    double slower() {
      return soundP99During / soundP99Before;
    }

    boolean met() {
      return worstMillis <= limitMillis
          && unanswered == 0
          && soundFailed == 0
          && slower() <= MOST_SLOWER;
    }

    String line() {
      return ("%-7s %-8s broken: %s, %d without an answer, worst %,.0f ms (bar: %,d); sound: p99"
              + " %.2f ms before, %.2f ms during, %.2f times (bar: %.2f), %d failed")
          .formatted(
              met() ? "met" : "not met",
              fault.name().toLowerCase(Locale.ROOT),
              statuses,
              unanswered,
              worstMillis,
              limitMillis,
              soundP99Before,
              soundP99During,
              slower(),
              MOST_SLOWER,
              soundFailed);
    }
  }

  /** Both loads of a time. */
  private record Both(RateResult broken, RateResult sound) {}

  Outcome run() throws IOException, InterruptedException, ExecutionException {
    try (BenchStage stage = BenchStage.open()) {
      Path www = Files.createDirectories(stage.folder().resolve("www"));
      for (String backend : List.of("broken", "sound")) {
        Files.write(Files.createDirectory(www.resolve(backend)).resolve("file"), new byte[LENGTH]);
      }
      int broken = stage.freePort();
      int sound = stage.freePort();
      Process origin = origin(stage, "broken", broken);
      origin(stage, "sound", sound);
      try (FaultProxy wire =
          FaultProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), broken))) {
        int port = stage.freePort();
        int endpoint = fault.isOnTheWire() ? wire.address().getPort() : broken;
        gateway(stage, port, endpoint, sound);
        for (int i = 0; i < WARM_UPS; i++) {
          load(port, "broken", BROKEN_RATE, WARM_UP_SECONDS);
          load(port, "gone", rate, WARM_UP_SECONDS);
        }
        Both before = load(port, "broken", BROKEN_RATE, seconds);
        fault.strike(origin, wire);
        return outcome(before, load(port, "broken", BROKEN_RATE, seconds));
      }
    }
  }

  private static Process origin(BenchStage stage, String name, int port)
      throws IOException, InterruptedException {
    Process process =
        stage.start(name, BenchClient.CORE, BenchNginx.origin(stage.folder(), name, List.of(port)));
    stage.awaitAnswer(name, process, url(port, name), LENGTH);
    return process;
  }

  private static URI url(int port, String backend) {
    return URI.create("http://127.0.0.1:" + port + "/" + backend + "/file");
  }

  private static void gateway(BenchStage stage, int port, int broken, int sound)
      throws IOException, InterruptedException {
    BenchSite site =
        new BenchSite(
            stage.folder(),
            BenchProtocol.H1,
            port,
            stage.freePort(),
            List.of(broken, sound),
            1_000,
            null,
            null);
    Path config =
        Files.writeString(
            stage.folder().resolve("crossfade.yaml"),
            """
            listeners: [ { bind: "127.0.0.1:%d" } ]
            admin: { bind: "127.0.0.1:%d" }
            backends:
              legacy:
                endpoints: [ "http://127.0.0.1:%d" ]
                timeouts: { connect: %ds, firstByte: %ds, idle: %ds, total: %ds }
              next: { endpoints: [ "http://127.0.0.1:%d" ] }
              gone: { endpoints: [ "http://127.0.0.1:%d" ] }
            units:
              - { name: gone, match: [ { path: /gone/** } ], send: gone }
              - { name: broken, match: [ { path: /broken/** } ], send: legacy }
              - { name: sound, match: [ { path: /sound/** } ], send: next }
            state: { dir: "%s" }
            telemetry: { accessLog: { file: "%s", sample: 1%% } }
            """
                .formatted(
                    site.port(),
                    site.adminPort(),
                    broken,
                    BenchFault.CONNECT,
                    BenchFault.FIRST_BYTE,
                    BenchFault.FIRST_BYTE,
                    BenchFault.TOTAL,
                    sound,
                    stage.freePort(),
                    stage.folder().resolve("state"),
                    stage.folder().resolve("access.log")));
    Process process =
        stage.start("gateway", 0, BenchGateway.command(config, site, BenchGateway.ONE_CORE));
    stage.awaitAnswer("gateway", process, url(port, "sound"), LENGTH);
  }

  private Both load(int port, String other, int otherRate, int time)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<RateResult> broken =
          threads.submit(() -> RateLoad.run(plan(port, other, otherRate, time)));
      Future<RateResult> sound =
          threads.submit(() -> RateLoad.run(plan(port, "sound", rate, time)));
      return new Both(broken.get(), sound.get());
    }
  }

  private static RatePlan plan(int port, String backend, int rate, int seconds) {
    return new RatePlan(
        url(port, backend),
        RatePlan.Protocol.H1,
        rate,
        Duration.ofSeconds(seconds),
        CONNECTIONS,
        1,
        List.of(BenchClient.COOKIE));
  }

  private Outcome outcome(Both before, Both during) {
    RateResult broken = during.broken();
    long answers = broken.statuses().values().stream().mapToLong(Long::longValue).sum();
    return new Outcome(
        fault,
        broken.service().getMaxValue() / 1e6,
        fault.limit().toMillis(),
        broken.statuses(),
        broken.answered() + broken.failed() - answers,
        broken.examples(),
        before.sound().latency().getValueAtPercentile(99) / 1e6,
        during.sound().latency().getValueAtPercentile(99) / 1e6,
        during.sound().failed());
  }
}
