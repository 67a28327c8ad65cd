package dev.crossfade.deploy.bench;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import dev.crossfade.deploy.gateway.Gateway;
import dev.crossfade.deploy.gateway.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench allocation}: how much garbage a request makes. */
@Command(
    name = "allocation",
    description = {
      "Runs a gateway in this process and counts the bytes its threads allocate for each request;",
      "client (wrk) and origin (nginx) are processes of their own."
    },
    mixinStandardHelpOptions = true)
final class BenchAllocationCommand extends Speaking {
  private static final int LENGTH = 1 << 10;

  /** Bytes for a request. */
  private static final int MOST = 500;

  private static final int TOP = 25;

  @Option(
      names = "--seconds",
      description = "Of the measurement (${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int seconds;

  @Option(
      names = "--warm-up",
      description = "Seconds of load before (${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int warmUp;

  @Option(names = "--profile", description = "Also tells which classes, and who makes them.")
  private boolean profile;

  BenchAllocationCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (seconds < 1 || warmUp < 1) {
      complain("--seconds and --warm-up are 1 or more");
      return Exit.PROBLEM;
    }
    List<String> missing = BenchNeeds.missing(List.of("nginx", "taskset", "wrk"), 2);
    missing.forEach(this::complain);
    if (!missing.isEmpty()) {
      return Exit.UNREACHABLE;
    }
    try (BenchStage stage = BenchStage.open()) {
      return measure(stage);
    } catch (IOException e) {
      complain("crossfade bench allocation: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }

  private int measure(BenchStage stage) throws IOException, InterruptedException {
    List<Integer> endpoints = BenchOrigin.start(stage, LENGTH);
    BenchSite site =
        new BenchSite(
            stage.folder(),
            BenchProtocol.H1,
            stage.freePort(),
            stage.freePort(),
            endpoints,
            1_000,
            null,
            null);
    try (Gateway gateway =
        Gateway.start(
            BenchGateway.config(site), ConfigLoader.ofEnvironment(), null, streams().out())) {
      return ask(stage, BenchNginx.file(gateway.addresses().getFirst().getPort()));
    } catch (StartFailure e) {
      e.lines().forEach(this::complain);
      return Exit.PROBLEM;
    }
  }

  private int ask(BenchStage stage, URI url) throws IOException, InterruptedException {
    BenchWork work = new BenchWork(BenchProtocol.H1, LENGTH, false, 0);
    BenchClient client = BenchWrk.on(stage, work);
    client.ask(url, warmUp);
    BenchAllocations before = BenchAllocations.now();
    BenchClient.Seen seen = client.ask(url, seconds);
    BenchAllocations made = BenchAllocations.now().since(before);
    print(made, seen);
    if (profile) {
      BenchProfile profiled = profiled(client, url);
      profiled.lines(TOP).forEach(this::say);
    }
    if (seen.errors() > 0) {
      complain("errors: " + seen.errors() + " (expected: none); these figures mean nothing");
      return Exit.FINDINGS;
    }
    boolean met = each(made, seen) <= MOST;
    say((met ? "met" : "not met") + " (bar: at most " + MOST + " bytes)");
    return met ? Exit.OK : Exit.FINDINGS;
  }

  private static double each(BenchAllocations made, BenchClient.Seen seen) {
    return made.total() / (double) seen.requests();
  }

  /** A second measurement: what a profile itself allocates would be in the first. */
  private BenchProfile profiled(BenchClient client, URI url)
      throws IOException, InterruptedException {
    try (BenchProfile.Recorder recorder = BenchProfile.record()) {
      client.ask(url, seconds);
      return recorder.stop();
    }
  }

  private void print(BenchAllocations made, BenchClient.Seen seen) {
    say(
        "%,.0f bytes a request, of all threads, over %,d requests"
            .formatted(each(made, seen), seen.requests()));
    made.byThread()
        .forEach(
            (thread, bytes) ->
                say("%,12.1f  %s".formatted(bytes / (double) seen.requests(), thread)));
    say("plain HTTP/1.1, answers of 1 KiB, identity cookie, access log of 1 % of requests");
  }
}
