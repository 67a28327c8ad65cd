package dev.crossfade.deploy.bench;

import dev.crossfade.loadtest.rate.RateLoad;
import dev.crossfade.loadtest.rate.RatePlan;
import dev.crossfade.loadtest.rate.RateResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One fault: what it does to a sound backend's visitors, in rounds of four measurements (without
 * it, with, with, without: so that what the machine does meanwhile falls on both alike), and what
 * its own visitors get when it strikes. "Without" is the same load on a second backend that is
 * well. The gateways have core 0, one at a time, everybody else core 1.
 */
record BenchStrike(BenchFault fault, int rounds, int seconds, int rate) {
  private static final int CONNECTIONS = 16;

  /** Requests a second to the backend that has the fault, or to the one that could. */
  private static final int OTHER_RATE = 50;

  /**
   * A gateway that has hardly seen a fault interprets what handles it, and the sound side waits: so
   * it sees as many as a shop's visitors make in a few seconds.
   */
  private static final int WARM_UPS = 3;

  private static final int WARM_UP_SECONDS = 4;
  private static final int WARM_UP_CONNECTIONS = 512;

  /** The sound backend's p99 in one round: with the fault by without, and without by itself. */
  record Round(double slower, double alone, double p99Without, double p99With, double compiling) {
    private static Round of(Both first, Both second, Both third, Both last) {
      return new Round(
          (second.p99() + third.p99()) / (first.p99() + last.p99()),
          last.p99() / first.p99(),
          (first.p99() + last.p99()) / 2,
          (second.p99() + third.p99()) / 2,
          (first.compiling() + second.compiling() + third.compiling() + last.compiling()) / 4);
    }
  }

  /** Both loads of a time, and how much of the gateway's core its compilers had meanwhile. */
  private record Both(RateResult other, RateResult sound, double compiling) {
    double p99() {
      return sound.latency().getValueAtPercentile(99) / 1e6;
    }
  }

  BenchStrikeOutcome run() throws IOException, InterruptedException, ExecutionException {
    BenchStage.pinThisProcess(BenchClient.CORE);
    try (BenchStage stage = BenchStage.open();
        BenchStrikeScene scene = BenchStrikeScene.on(stage, fault)) {
      List<BenchPeer> peers = List.of(BenchPeer.CROSSFADE, BenchPeer.HAPROXY);
      Map<BenchPeer, List<Round>> seen = new EnumMap<>(BenchPeer.class);
      for (BenchPeer peer : peers) {
        warmUp(scene.gateway(peer));
        seen.put(peer, new ArrayList<>());
      }
      long failed = 0;
      for (int i = 0; i < rounds; i++) {
        for (BenchPeer peer : i % 2 == 0 ? peers : peers.reversed()) {
          BenchStrikeScene.Running gateway = scene.gateway(peer);
          load(gateway, BenchStrikeScene.STRUCK); // it was idle while the other one was asked
          Both first = load(gateway, BenchStrikeScene.STRUCK);
          Both second = load(gateway, BenchStrikeScene.ILL);
          Both third = load(gateway, BenchStrikeScene.ILL);
          Both last = load(gateway, BenchStrikeScene.STRUCK);
          seen.computeIfAbsent(peer, _ -> new ArrayList<>())
              .add(Round.of(first, second, third, last));
          if (peer == BenchPeer.CROSSFADE) {
            for (Both both : List.of(first, second, third, last)) {
              failed += both.sound().failed();
            }
          }
        }
      }
      scene.strike();
      Both struck = load(scene.gateway(BenchPeer.CROSSFADE), BenchStrikeScene.STRUCK);
      return BenchStrikeOutcome.of(
          fault,
          struck.other(),
          seen.getOrDefault(BenchPeer.CROSSFADE, List.of()),
          seen.getOrDefault(BenchPeer.HAPROXY, List.of()),
          failed + struck.sound().failed());
    }
  }

  private void warmUp(BenchStrikeScene.Running gateway)
      throws IOException, InterruptedException, ExecutionException {
    for (int i = 0; i < WARM_UPS; i++) {
      load(gateway, BenchStrikeScene.STRUCK, OTHER_RATE, WARM_UP_SECONDS, CONNECTIONS);
      load(gateway, BenchStrikeScene.ILL, rate, WARM_UP_SECONDS, WARM_UP_CONNECTIONS);
    }
  }

  private Both load(BenchStrikeScene.Running gateway, String other)
      throws IOException, InterruptedException, ExecutionException {
    return load(gateway, other, OTHER_RATE, seconds, CONNECTIONS);
  }

  private Both load(
      BenchStrikeScene.Running gateway, String other, int otherRate, int time, int connections)
      throws IOException, InterruptedException, ExecutionException {
    long begun = System.nanoTime();
    long compiled = BenchStage.compilerMicros(gateway.process().pid());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<RateResult> others =
          threads.submit(() -> RateLoad.run(plan(gateway, other, otherRate, time, connections)));
      Future<RateResult> sound =
          threads.submit(
              () -> RateLoad.run(plan(gateway, BenchStrikeScene.SOUND, rate, time, CONNECTIONS)));
      RateResult othersSeen = others.get();
      RateResult soundSeen = sound.get();
      long compilers = Math.max(0, BenchStage.compilerMicros(gateway.process().pid()) - compiled);
      return new Both(othersSeen, soundSeen, compilers * 1e3 / (System.nanoTime() - begun));
    }
  }

  private static RatePlan plan(
      BenchStrikeScene.Running gateway, String backend, int rate, int seconds, int connections) {
    return new RatePlan(
        gateway.url(backend),
        RatePlan.Protocol.H1,
        rate,
        Duration.ofSeconds(seconds),
        connections,
        1,
        List.of(BenchClient.COOKIE));
  }
}
