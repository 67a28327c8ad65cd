package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.bench.BenchFigures.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures every peer in every round, never two at once; who is first changes from round to round.
 */
record BenchRounds(
    BenchStage stage,
    BenchWork work,
    BenchClient client,
    int rounds,
    int seconds,
    int warmUp,
    @Nullable String transport) {
  private static final int GATEWAY_CORE = 0;
  private static final int MOST_CONNECTIONS = 4096;

  /** A peer that runs. */
  private record Running(Process process, BenchSite site) {}

  BenchFigures measure() throws IOException, InterruptedException {
    List<Integer> endpoints = BenchOrigin.start(stage, work.bytes());
    if (work.protocol().isTls()) {
      new BenchCertificate(stage.folder()).make();
    }
    BenchMoved moved =
        work.redirects() == 0 ? null : new BenchMoved(stage.folder(), work.redirects());
    if (moved != null) {
      moved.write();
    }
    List<BenchFigures.Start> starts = new ArrayList<>();
    Map<BenchPeer, Running> peers = new EnumMap<>(BenchPeer.class);
    for (BenchPeer peer : BenchPeer.values()) {
      long from = System.nanoTime();
      Running running = started(peer, endpoints, moved);
      double seconds = (System.nanoTime() - from) / 1e9;
      if (moved != null) {
        moved.check(running.site().url());
      }
      warmUp(running.site());
      starts.add(new BenchFigures.Start(peer, seconds, BenchMemory.pss(running.process())));
      peers.put(peer, running);
    }
    List<BenchPeer> order = new ArrayList<>(peers.keySet());
    List<Run> runs = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (BenchPeer peer : order) {
        Running running = peers.get(peer);
        if (running != null) {
          runs.add(run(peer, running, round));
        }
      }
      Collections.rotate(order, 1);
    }
    return new BenchFigures(runs, starts);
  }

  private Running started(BenchPeer peer, List<Integer> endpoints, @Nullable BenchMoved moved)
      throws IOException, InterruptedException {
    BenchSite site =
        new BenchSite(
            stage.folder(),
            work.protocol(),
            stage.freePort(),
            stage.freePort(),
            endpoints,
            MOST_CONNECTIONS,
            transport,
            moved);
    Process process = stage.start(peer.title(), GATEWAY_CORE, peer.command(site));
    stage.awaitAnswer(peer.title(), process, site.url(), work.bytes());
    return new Running(process, site);
  }

  /**
   * In visits of a second each: what a gateway does when its clients come and go belongs to what is
   * measured, so it must not be new then.
   */
  private void warmUp(BenchSite site) throws IOException, InterruptedException {
    for (int second = 0; second < warmUp; second++) {
      client.ask(site.url(), 1);
    }
  }

  private Run run(BenchPeer peer, Running running, int round)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    BenchStage.Cpu before = BenchStage.cpu(running.process());
    long compiledBefore = BenchStage.compilerMicros(running.process().pid());
    BenchClient.Seen seen = client.ask(running.site().url(), seconds);
    BenchStage.Cpu cpu = BenchStage.cpu(running.process()).minus(before);
    long compiled =
        Math.max(0, BenchStage.compilerMicros(running.process().pid()) - compiledBefore);
    return Run.of(peer, round, seen, cpu, compiled, (System.nanoTime() - start) / 1e9);
  }
}
