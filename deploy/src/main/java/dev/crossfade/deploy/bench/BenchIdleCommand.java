package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import dev.crossfade.loadtest.IdleCrowd;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench idle}: what a connection costs that does nothing. */
@Command(
    name = "idle",
    description = {
      "Opens keep-alive connections to HAProxy, nginx and Crossfade, lets each ask once, and tells",
      "by how much the process grew (Pss; for Crossfade also the heap after a collection)."
    },
    mixinStandardHelpOptions = true)
final class BenchIdleCommand extends Speaking {
  private static final int LENGTH = 1 << 10;
  private static final int MOST_KILOBYTES = 6;
  private static final int SPARE = 1_000;

  /** A heap that is resident from the start: what Pss grows by is all outside of it. */
  private static final List<String> RESIDENT_HEAP =
      List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

  /** Enough requests that a JVM has compiled what it will, and pools are as large as they get. */
  private static final int WARM_UP_CONNECTIONS = 64;

  private static final int WARM_UP_REQUESTS = 600;

  @Option(
      names = "--connections",
      description = "How many (${DEFAULT-VALUE}).",
      defaultValue = "10000")
  private int connections;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  BenchIdleCommand(Cli.Streams streams) {
    super(streams);
  }

  /**
   * What connections added.
   *
   * @param process bytes, of the whole process but a resident heap
   * @param heap bytes in use after a collection; 0 where there is none
   */
  record Growth(BenchPeer peer, int connections, long process, long heap) {
    double kilobytesEach() {
      return (process + heap) / 1024.0 / connections;
    }

    /** The others are what there is to compare with. */
    boolean met() {
      return peer != BenchPeer.CROSSFADE || kilobytesEach() <= MOST_KILOBYTES;
    }

    String line() {
      return "%-10s %.2f KB a connection: process %,d KB, heap %,d KB, for %,d connections"
          .formatted(peer.title(), kilobytesEach(), process >> 10, heap >> 10, connections);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    if (connections < 1) {
      complain("--connections " + connections + " (expected: 1 or more)");
      return Exit.PROBLEM;
    }
    List<String> missing = BenchNeeds.missing(List.of("haproxy", "nginx", "taskset", "prlimit"), 2);
    missing.forEach(this::complain);
    if (!missing.isEmpty()) {
      return Exit.UNREACHABLE;
    }
    try (BenchStage stage = BenchStage.open()) {
      List<Integer> endpoints = BenchOrigin.start(stage, LENGTH);
      List<Growth> all = new ArrayList<>();
      for (BenchPeer peer : BenchPeer.values()) {
        all.add(measure(stage, peer, endpoints));
      }
      print(all);
      return all.stream().allMatch(Growth::met) ? Exit.OK : Exit.FINDINGS;
    } catch (IOException e) {
      complain("crossfade bench idle: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }

  private Growth measure(BenchStage stage, BenchPeer peer, List<Integer> endpoints)
      throws IOException, InterruptedException {
    BenchSite site =
        new BenchSite(
            stage.folder(),
            BenchProtocol.H1,
            stage.freePort(),
            stage.freePort(),
            endpoints,
            connections + SPARE,
            null,
            null);
    Process process = stage.start(peer.title(), 0, command(peer, site));
    URI url = site.url();
    stage.awaitAnswer(peer.title(), process, url, LENGTH);
    List<String> fields = List.of(BenchClient.COOKIE);
    IdleCrowd.open(url, fields, WARM_UP_CONNECTIONS, WARM_UP_REQUESTS).close();
    long heap = heap(peer, process, site);
    long pss = BenchMemory.pss(process);
    try (IdleCrowd crowd = IdleCrowd.open(url, fields, connections, 1)) {
      long heapAfter = heap(peer, process, site);
      return new Growth(peer, crowd.size(), BenchMemory.pss(process) - pss, heapAfter - heap);
    }
  }

  private static List<String> command(BenchPeer peer, BenchSite site) throws IOException {
    if (peer != BenchPeer.CROSSFADE) {
      return peer.command(site);
    }
    List<String> jvm = new ArrayList<>(BenchGateway.ONE_CORE);
    jvm.addAll(RESIDENT_HEAP);
    return BenchGateway.command(site, jvm);
  }

  private static long heap(BenchPeer peer, Process process, BenchSite site)
      throws IOException, InterruptedException {
    if (peer != BenchPeer.CROSSFADE) {
      return 0;
    }
    BenchMemory.collect(process);
    return BenchMemory.heap(site.adminPort());
  }

  private void print(List<Growth> all) throws IOException {
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("growth", all);
      document.put("load", BenchNeeds.load());
      say(JsonMapper.shared().writeValueAsString(document));
      return;
    }
    all.forEach(growth -> say(growth.line()));
    boolean met = all.stream().allMatch(Growth::met);
    say((met ? "met" : "not met") + " (bar: at most " + MOST_KILOBYTES + " KB for Crossfade)");
    say(
        "plain HTTP/1.1, each connection asked once; what the kernel keeps for sockets is not in it");
  }
}
