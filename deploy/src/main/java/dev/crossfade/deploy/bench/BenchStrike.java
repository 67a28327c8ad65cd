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

/**
 * One fault, from a fresh gateway with two sound backends to what became of both. A third backend
 * has the fault before: a gateway that has never seen one compiles what handles it at the first
 * time, and the sound side waits. The gateway has core 0, everybody else core 1.
 */
record BenchStrike(BenchFault fault, int seconds, int rate) {
  private static final int LENGTH = 1 << 10;
  private static final int CONNECTIONS = 16;
  private static final int BROKEN_RATE = 50;
  private static final double MOST_SLOWER = 1.2;

  private static final int WARM_UPS = 3;

  private static final int WARM_UP_SECONDS = 4;

  /**
   * What became of both backends' visitors.
   *
   * @param worstMillis until the answer to a request of the broken backend, errors included
   * @param unanswered requests of the broken backend that got no status at all
   * @param examples what their clients saw, the first few
   * @param compilingBefore how much of the gateway's core its compilers had
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
      double compilingBefore,
      double compilingDuring,
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
              + " %.2f ms before, %.2f ms during, %.2f times (bar: %.2f), %d failed; compilers had"
              + " %.0f %% of the core before, %.0f %% during")
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
              soundFailed,
              100 * compilingBefore,
              100 * compilingDuring);
    }
  }

  /** Both loads of a time, and how much of the gateway's core its compilers had meanwhile. */
  private record Both(RateResult broken, RateResult sound, double compiling) {}

  Outcome run() throws IOException, InterruptedException, ExecutionException {
    BenchStage.pinThisProcess(BenchClient.CORE);
    try (BenchStage stage = BenchStage.open()) {
      Path www = Files.createDirectories(stage.folder().resolve("www"));
      for (String backend : List.of("broken", "ill", "sound")) {
        Files.write(Files.createDirectory(www.resolve(backend)).resolve("file"), new byte[LENGTH]);
      }
      int sound = stage.freePort();
      origin(stage, "sound", sound);
      try (Victim ill = Victim.on(stage, "ill");
          Victim broken = Victim.on(stage, "broken")) {
        int port = stage.freePort();
        Process gateway = gateway(stage, port, List.of(endpoint(broken), endpoint(ill), sound));
        ill.suffer(fault);
        for (int i = 0; i < WARM_UPS; i++) {
          load(gateway, port, "broken", BROKEN_RATE, WARM_UP_SECONDS);
          load(gateway, port, "ill", rate, WARM_UP_SECONDS);
        }
        Both before = load(gateway, port, "broken", BROKEN_RATE, seconds);
        broken.suffer(fault);
        return outcome(before, load(gateway, port, "broken", BROKEN_RATE, seconds));
      }
    }
  }

  /** A backend that the fault strikes, and the wire to it. */
  private record Victim(Process origin, int port, FaultProxy wire) implements AutoCloseable {
    static Victim on(BenchStage stage, String name) throws IOException, InterruptedException {
      int port = stage.freePort();
      Process origin = BenchStrike.origin(stage, name, port);
      return new Victim(
          origin,
          port,
          FaultProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    void suffer(BenchFault fault) throws IOException, InterruptedException {
      fault.strike(origin, wire);
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  private int endpoint(Victim victim) {
    return fault.isOnTheWire() ? victim.wire().address().getPort() : victim.port();
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

  private static Process gateway(BenchStage stage, int port, List<Integer> endpoints)
      throws IOException, InterruptedException {
    BenchSite site =
        new BenchSite(
            stage.folder(), BenchProtocol.H1, port, stage.freePort(), endpoints, 1_000, null, null);
    String timeouts =
        "{ connect: %ds, firstByte: %ds, idle: %ds, total: %ds }"
            .formatted(
                BenchFault.CONNECT, BenchFault.FIRST_BYTE, BenchFault.FIRST_BYTE, BenchFault.TOTAL);
    Path config =
        Files.writeString(
            stage.folder().resolve("crossfade.yaml"),
            """
            listeners: [ { bind: "127.0.0.1:%d" } ]
            admin: { bind: "127.0.0.1:%d" }
            backends:
              legacy:
                endpoints: [ "http://127.0.0.1:%d" ]
                timeouts: %s
              ill:
                endpoints: [ "http://127.0.0.1:%d" ]
                timeouts: %s
              next: { endpoints: [ "http://127.0.0.1:%d" ] }
            units:
              - { name: ill, match: [ { path: /ill/** } ], send: ill }
              - { name: broken, match: [ { path: /broken/** } ], send: legacy }
              - { name: sound, match: [ { path: /sound/** } ], send: next }
            state: { dir: "%s" }
            telemetry: { accessLog: { file: "%s", sample: 1%% } }
            """
                .formatted(
                    site.port(),
                    site.adminPort(),
                    endpoints.get(0),
                    timeouts,
                    endpoints.get(1),
                    timeouts,
                    endpoints.get(2),
                    stage.folder().resolve("state"),
                    stage.folder().resolve("access.log")));
    Process process =
        stage.start("gateway", 0, BenchGateway.command(config, site, BenchGateway.ONE_CORE));
    stage.awaitAnswer("gateway", process, url(port, "sound"), LENGTH);
    return process;
  }

  private Both load(Process gateway, int port, String other, int otherRate, int time)
      throws IOException, InterruptedException, ExecutionException {
    long begun = System.nanoTime();
    long compiled = BenchStage.compilerMicros(gateway.pid());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<RateResult> broken =
          threads.submit(() -> RateLoad.run(plan(port, other, otherRate, time)));
      Future<RateResult> sound =
          threads.submit(() -> RateLoad.run(plan(port, "sound", rate, time)));
      RateResult seen = broken.get();
      RateResult soundSeen = sound.get();
      long compilers = Math.max(0, BenchStage.compilerMicros(gateway.pid()) - compiled);
      return new Both(seen, soundSeen, compilers * 1e3 / (System.nanoTime() - begun));
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
        before.compiling(),
        during.compiling(),
        during.sound().failed());
  }
}
