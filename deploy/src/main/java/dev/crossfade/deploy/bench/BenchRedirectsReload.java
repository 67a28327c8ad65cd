package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.loadtest.rate.RateLoad;
import dev.crossfade.loadtest.rate.RatePlan;
import dev.crossfade.loadtest.rate.RateResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A gateway that loads all its redirects anew while visitors come at a rate. Times without and with
 * reloads follow each other, so that a machine that changes is the same for both.
 *
 * @param entries in the file
 * @param rounds of a time without reloads and one with them
 * @param rate requests a second
 */
record BenchRedirectsReload(BenchStage stage, int entries, int rounds, int rate) {
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final int CONNECTIONS = 32;
  private static final int WARM_UP_ROUNDS = 2;

  /** What a gateway has by itself: all cores, and the launcher's collector. */
  private static final List<String> JVM = List.of("-XX:+UseSerialGC");

  /**
   * What came of it.
   *
   * @param quietMillis p99 of each time without a reload
   * @param busyMillis p99 of each time with one
   * @param seconds that each reload took
   */
  record Outcome(
      List<Double> quietMillis,
      List<Double> busyMillis,
      List<Double> seconds,
      long requests,
      long failed,
      int refused) {
    private static final double MOST_SLOWER = 2.0;

    Outcome {
      quietMillis = List.copyOf(quietMillis);
      busyMillis = List.copyOf(busyMillis);
      seconds = List.copyOf(seconds);
    }

    double slower() {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < busyMillis.size(); i++) {
        ratios.add(busyMillis.get(i) / quietMillis.get(i));
      }
      return BenchFigures.Spread.of(ratios).median();
    }

    boolean met() {
      return failed == 0 && refused == 0 && slower() <= MOST_SLOWER;
    }

    List<String> lines() {
      return List.of(
          "%d reloads of %.2f s (median), %d refused; %,d requests meanwhile and between, %d failed (bar: 0)"
              .formatted(
                  seconds.size(),
                  BenchFigures.Spread.of(seconds).median(),
                  refused,
                  requests,
                  failed),
          "p99 %.2f ms without, %.2f ms during a reload: %.2f times, %s (bar: at most %.2f)"
              .formatted(
                  BenchFigures.Spread.of(quietMillis).median(),
                  BenchFigures.Spread.of(busyMillis).median(),
                  slower(),
                  slower() <= MOST_SLOWER ? "met" : "not met",
                  MOST_SLOWER));
    }
  }

  Outcome run() throws IOException, InterruptedException {
    int port = stage.freePort();
    int admin = stage.freePort();
    Path config = stage.folder().resolve("crossfade.yaml");
    BenchRedirects.write(file(0), entries);
    BenchRedirects.write(file(1), entries + 1);
    try (DemoStorefronts storefronts = DemoStorefronts.start();
        HttpClient operator =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      write(config, 0, port, admin, storefronts);
      Process gateway = stage.start("gateway", BenchGateway.command(config, JVM));
      URI page = URI.create("http://127.0.0.1:" + port + "/robots.txt");
      stage.awaitAnswer("gateway", gateway, page);
      List<Double> quiet = new ArrayList<>();
      List<Double> busy = new ArrayList<>();
      List<Double> seconds = new ArrayList<>();
      long requests = 0;
      long failed = 0;
      int refused = 0;
      for (int i = 1 - WARM_UP_ROUNDS; i <= rounds; i++) {
        RateResult without = RateLoad.run(plan(page, QUIET));
        write(config, i & 1, port, admin, storefronts);
        Reload reload = new Reload(operator, admin);
        Thread operating = Thread.ofPlatform().start(reload);
        List<RateResult> with = new ArrayList<>();
        do {
          with.add(RateLoad.run(plan(page, Duration.ofMillis(500))));
        } while (operating.isAlive());
        operating.join();
        if (i > 0) {
          quiet.add(p99(List.of(without)));
          busy.add(p99(with.subList(0, Math.max(1, with.size() - 1))));
          seconds.add(reload.seconds);
        }
        with.add(without);
        requests += with.stream().mapToLong(RateResult::answered).sum();
        failed += with.stream().mapToLong(result -> result.failed() + result.unsent()).sum();
        refused += reload.done ? 0 : 1;
      }
      return new Outcome(quiet, busy, seconds, requests, failed, refused);
    }
  }

  private Path file(int which) {
    return stage.folder().resolve("redirects-" + which + ".csv");
  }

  private void write(Path config, int which, int port, int admin, DemoStorefronts storefronts)
      throws IOException {
    Path fresh =
        Files.writeString(
            stage.folder().resolve("crossfade.yaml.new"),
            """
            listeners: [ { bind: "127.0.0.1:%d" } ]
            admin: { bind: "127.0.0.1:%d" }
            backends:
              legacy: { endpoints: [ "%s" ] }
              next: { endpoints: [ "%s" ] }
            units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: 50%% } } ]
            redirects: [ { file: "%s", format: csv } ]
            state: { dir: "%s" }
            telemetry: { accessLog: { file: "%s", sample: 1%% } }
            """
                .formatted(
                    port,
                    admin,
                    storefronts.legacy(),
                    storefronts.next(),
                    file(which),
                    stage.folder().resolve("state"),
                    stage.folder().resolve("access.log")));
    Files.move(fresh, config, StandardCopyOption.ATOMIC_MOVE);
  }

  private RatePlan plan(URI page, Duration time) {
    return new RatePlan(
        page, RatePlan.Protocol.H1, rate, time, CONNECTIONS, 1, List.of(BenchClient.COOKIE));
  }

  /** Of all requests of several times together. */
  private static double p99(List<RateResult> results) {
    var all = results.getFirst().latency().copy();
    results.stream().skip(1).forEach(result -> all.add(result.latency()));
    return all.getValueAtPercentile(99) / 1e6;
  }

  /** One reload, beside the load. */
  private static final class Reload implements Runnable {
    private final HttpClient operator;
    private final URI url;
    private volatile double seconds = Double.NaN;
    private volatile boolean done;

    Reload(HttpClient operator, int admin) {
      this.operator = operator;
      this.url = URI.create("http://127.0.0.1:" + admin + "/api/v1/config/reload");
    }

    @Override
    public void run() {
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"bench\"}"))
              .build();
      long from = System.nanoTime();
      try {
        int status = operator.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        done = status == 200;
      } catch (IOException e) {
        System.err.println(url + ": " + e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      seconds = (System.nanoTime() - from) / 1e9;
    }
  }
}
