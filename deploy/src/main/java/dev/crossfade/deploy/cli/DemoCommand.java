package dev.crossfade.deploy.cli;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.value.Durations;
import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.deploy.demo.DemoTraffic;
import dev.crossfade.deploy.gateway.Gateway;
import dev.crossfade.deploy.gateway.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: a whole shop in mid-move, on this machine alone. */
@Command(
    name = "demo",
    description = {
      "Two built-in storefronts with a catalog, simulated visitors and crawlers, and a gateway",
      "in front that moves them from one to the other, with gates, on a fast clock."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand extends Speaking {
  private static final int PORT = 8080;
  private static final int ADMIN_PORT = 9900;
  private static final double VISITORS_PER_SECOND = 12;
  private static final Duration REPORT = Duration.ofSeconds(5);

  /** The addresses of the demo's crawlers, as engines publish theirs. */
  private static final String FROM_HERE =
      """
      {"prefixes": [{"ipv4Prefix": "127.0.0.0/8"}]}
      """;

  private static final Duration LOOK = Duration.ofMillis(500);

  @Option(
      names = "--port",
      description = "The shop's port (8080, or a free one where that is taken).",
      paramLabel = "PORT")
  private @Nullable Integer port;

  @Option(
      names = "--admin-port",
      description = "The admin port (9900, or a free one where that is taken).",
      paramLabel = "PORT")
  private @Nullable Integer adminPort;

  @Option(
      names = "--scenario",
      description = "healthy, or regression: next breaks in mid-ramp, and is left by itself.",
      paramLabel = "NAME",
      defaultValue = "healthy")
  private String scenario;

  @Option(
      names = "--exit-after",
      description = "Ends by itself after so long, such as 60s.",
      paramLabel = "TIME")
  private @Nullable String exitAfter;

  DemoCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!scenario.equals("healthy") && !scenario.equals("regression")) {
      complain("--scenario " + scenario + " (expected: healthy or regression)");
      return Exit.PROBLEM;
    }
    if (exitAfter != null && !exitAfter.matches(Durations.PATTERN)) {
      complain("--exit-after " + exitAfter + " (expected: a duration such as 60s)");
      return Exit.PROBLEM;
    }
    Path folder = Files.createTempDirectory("crossfade-demo-");
    try (DemoStorefronts storefronts = DemoStorefronts.start()) {
      return run(folder, storefronts);
    } finally {
      TemporaryFolders.delete(folder);
    }
  }

  private int run(Path folder, DemoStorefronts storefronts)
      throws IOException, InterruptedException {
    for (String crawler : List.of("googlebot", "bingbot")) {
      Files.writeString(folder.resolve(crawler + ".json"), FROM_HERE);
    }
    Path config = folder.resolve("crossfade.yaml");
    Files.writeString(config, config(storefronts));
    Gateway gateway;
    try {
      gateway = Gateway.start(config, ConfigLoader.ofEnvironment(), null, streams().out());
    } catch (StartFailure e) {
      e.lines().forEach(this::complain);
      return Exit.PROBLEM;
    }
    Signals signals = Signals.install(() -> gateway.onHangup(_ -> {}));
    URI shop = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort());
    announce(shop, gateway, storefronts, config);
    try (DemoTraffic traffic =
        DemoTraffic.start(shop, storefronts.catalog(), VISITORS_PER_SECOND)) {
      URI admin = URI.create("http://127.0.0.1:" + gateway.adminPort());
      DemoRollout rollout =
          new DemoRollout(admin, storefronts, scenario.equals("regression"), this::say);
      rollout.start();
      watch(signals, traffic, rollout);
      summary(traffic.counts());
      rollout.tellGates();
      rollout.tellFindings();
    } catch (AdminCall.Unreachable e) {
      complain(String.valueOf(e.getMessage()));
      return Exit.UNREACHABLE;
    }
    gateway.drain();
    return Exit.OK;
  }

  private void announce(URI shop, Gateway gateway, DemoStorefronts storefronts, Path config) {
    say("");
    say(
        "  the shop       "
            + shop
            + "   (through the gateway; reload with cookies cleared to be somebody else)");
    say("  legacy alone   " + storefronts.legacy());
    say("  next alone     " + storefronts.next());
    say("  the console    http://127.0.0.1:" + gateway.adminPort() + "/   (API: /openapi.yaml)");
    say(
        "  as operator    ./crossfade rollout status|hold|resume|rollback catalog --admin"
            + " http://127.0.0.1:"
            + gateway.adminPort());
    say("  configuration  " + config + "   (edit it: the gateway follows)");
    say("");
    say("Visitors and crawlers are on their way. Ctrl-C ends the demo.");
    say("");
  }

  private void watch(Signals signals, DemoTraffic traffic, DemoRollout rollout)
      throws InterruptedException, AdminCall.Unreachable {
    long end =
        exitAfter == null
            ? Long.MAX_VALUE
            : System.nanoTime() + Durations.parse(exitAfter).toNanos();
    long report = System.nanoTime() + REPORT.toNanos();
    boolean stopped = false;
    while (!stopped && System.nanoTime() < end) {
      long left = end == Long.MAX_VALUE ? Long.MAX_VALUE : end - System.nanoTime();
      stopped = signals.await(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
      rollout.look();
      if (!stopped && System.nanoTime() >= report && left > REPORT.toNanos() / 2) {
        report += REPORT.toNanos();
        DemoTraffic.Counts counts = traffic.counts();
        say(
            "%,8d requests  %,6d pages by legacy  %,6d by next  %,4d checkouts completed  %d failures"
                .formatted(
                    counts.requests(),
                    counts.pagesByStorefront().legacy(),
                    counts.pagesByStorefront().next(),
                    counts.checkoutsCompleted(),
                    counts.failures()));
      }
    }
  }

  private void summary(DemoTraffic.Counts counts) {
    say("");
    say(
        "%,d requests, %d failures; %d checkouts started, %d completed, %d broken"
            .formatted(
                counts.requests(),
                counts.failures(),
                counts.checkoutsStarted(),
                counts.checkoutsCompleted(),
                counts.checkoutsBroken()));
  }

  private String config(DemoStorefronts storefronts) throws IOException {
    return """
    # The demo's configuration. Edit it while the demo runs, the exposures for instance.
    # Holds are seconds here; for a real shop they are days.
    listeners:
      - bind: 127.0.0.1:%d
    admin:
      bind: 127.0.0.1:%d
    backends:
      legacy:
        endpoints: ["%s"]
        pool: { idle: 10s }
      next:
        endpoints: ["%s"]
        pool: { idle: 10s }
    units:
      - name: checkout        # cart, checkout and account move as one: a session lives on one storefront
        match: [ { path: [/cart/**, /checkout/**, /account/**] } ]
        pin: checkout
        exposure: { percent: 10%% }
      - name: catalog
        match: [ { path: [/, /c/**, /p/**] } ]
        rollout:
          owner: you
          stages:
            - { percent: 20%%, hold: 10s }
            - { percent: 50%%, hold: 10s }
            - { percent: 100%%, hold: 10s }
          gates:
            - errors:   { tolerance: 1pp }
            - latency:  { quantile: p95, tolerance: 30%%, minSamples: 50 }
            - checkout: { pin: checkout, tolerance: 20pp, minSamples: 5, onNoData: pass }
          rollback: { reverts: ["catalog pages"], forwardFixes: ["reviews written on next"], decider: you }
      - name: search
        match: [ { path: /search } ]
        exposure: { percent: 50%% }
    crawlers:                 # the demo's own, who come from this machine
      verify: { ranges: [googlebot.json, bingbot.json] }
    default: legacy           # old URLs, sitemap, assets
    seo:                      # both storefronts are asked the same, and compared as search engines would
      sampling: { rate: 50%%, maxPerSecond: 10, cpu: 25%%, dedupe: 10s }
      templates:
        - { name: product,  path: /p/** }
        - { name: category, path: /c/** }
      criticalPaths: { urls: [/], every: 10s }
    pins:
      checkout:
        start: [ { path: [/cart/add, /checkout/**] } ]
        scope: [checkout]
        end: [ { path: /checkout/thank-you, status: 2xx } ]
        idle: 1m
    telemetry:
      debugHeader: true
      accessLog: { file: access.log }
    """
        .formatted(
            port(port, PORT),
            port(adminPort, ADMIN_PORT),
            storefronts.legacy(),
            storefronts.next());
  }

  /** What was asked for, or the usual port unless somebody has it. */
  private static int port(@Nullable Integer asked, int usual) {
    if (asked != null) {
      return asked;
    }
    try (ServerSocket _ = new ServerSocket(usual, 1, InetAddress.getLoopbackAddress())) {
      return usual;
    } catch (IOException taken) {
      return 0;
    }
  }
}
