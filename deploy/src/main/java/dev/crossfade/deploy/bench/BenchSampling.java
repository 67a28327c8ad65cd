package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One gateway that is measured without samples and with them in turn. It is one process, reloaded
 * in between: two would differ by more than samples cost. Each round asks without, with, with and
 * without, so that what the machine does meanwhile falls on both alike; what the first and the last
 * differ by is what it does by itself.
 *
 * @param bytes of a page
 * @param copying a data plane alone that throws its samples away, instead of a whole gateway
 */
record BenchSampling(
    BenchStage stage, int bytes, boolean copying, int rounds, int seconds, int warmUp) {
  /** The counter that says whether anything was sampled at all. */
  static final String SAMPLES = "crossfade_parity_samples_total";

  private static final int GATEWAY_CORE = 0;
  private static final String NONE = "rate: 0%";
  private static final String ONE_PERCENT = "rate: 1%";

  /** As many pages in a minute as a gateway compares in an hour: by then its code is compiled. */
  private static final String MANY = "rate: 10%, maxPerSecond: 200, cpu: 100%";

  /** A wide enough shop, or all would be the same page again. */
  private static final int PAGES = 1 << 14;

  /** A gateway that runs. */
  private record Scene(BenchSite site, HttpClient operator, BenchClient client) {}

  /** What one round of four measurements says: with samples by without, and without by itself. */
  record Round(double requests, double p99, double requestsAlone, double p99Alone) {
    static Round of(Seen first, Seen second, Seen third, Seen last) {
      return new Round(
          (second.rate() + third.rate()) / (first.rate() + last.rate()),
          (second.p99() + third.p99()) / (first.p99() + last.p99()),
          last.rate() / first.rate(),
          last.p99() / first.p99());
    }
  }

  /** One measurement. */
  record Seen(double rate, double p99, long errors) {
    static Seen of(BenchClient.Seen seen) {
      return new Seen(seen.requests() / seen.seconds(), seen.p99Millis(), seen.errors());
    }
  }

  /**
   * What came of it.
   *
   * @param without requests a second without samples, of all rounds
   * @param p99 in milliseconds, without samples
   */
  record Outcome(
      List<Round> rounds,
      BenchFigures.Spread without,
      BenchFigures.Spread p99,
      long samples,
      long errors) {
    Outcome {
      rounds = List.copyOf(rounds);
    }
  }

  Outcome run() throws IOException, InterruptedException {
    List<Integer> endpoints = BenchOrigin.pages(stage, bytes);
    BenchSite site =
        new BenchSite(
            stage.folder(),
            BenchProtocol.H1,
            stage.freePort(),
            stage.freePort(),
            endpoints,
            4096,
            null,
            null);
    Path file = write(site, NONE);
    Process gateway = stage.start("gateway", GATEWAY_CORE, command(file));
    stage.awaitAnswer("gateway", gateway, site.url(), bytes);
    BenchWork work = new BenchWork(BenchProtocol.H1, bytes, false, 0);
    try (HttpClient operator =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return measure(new Scene(site, operator, BenchWrk.pages(stage, work, PAGES)));
    }
  }

  private List<String> command(Path file) {
    return copying
        ? BenchGateway.command("BenchPlane", file, BenchGateway.ONE_CORE)
        : BenchGateway.command(file, BenchGateway.ONE_CORE);
  }

  private Outcome measure(Scene scene) throws IOException, InterruptedException {
    warmUp(scene);
    List<Round> all = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    List<Double> p99s = new ArrayList<>();
    long errors = 0;
    long before = samples(scene);
    for (int round = 0; round < rounds; round++) {
      Seen first = ask(scene, NONE);
      Seen second = ask(scene, ONE_PERCENT);
      Seen third = ask(scene, ONE_PERCENT);
      Seen last = ask(scene, NONE);
      all.add(Round.of(first, second, third, last));
      rates.add((first.rate() + last.rate()) / 2);
      p99s.add((first.p99() + last.p99()) / 2);
      errors += first.errors() + second.errors() + third.errors() + last.errors();
    }
    return new Outcome(
        all,
        BenchFigures.Spread.of(rates),
        BenchFigures.Spread.of(p99s),
        samples(scene) - before,
        errors);
  }

  /** In visits of a second each, with samples and without: neither must be new later. */
  private void warmUp(Scene scene) throws IOException, InterruptedException {
    for (int second = 0; second < warmUp; second++) {
      reload(scene, second % 2 == 0 ? MANY : NONE);
      scene.client().ask(scene.site().url(), 1);
    }
  }

  private Seen ask(Scene scene, String sampling) throws IOException, InterruptedException {
    reload(scene, sampling);
    return Seen.of(scene.client().ask(scene.site().url(), seconds));
  }

  private void reload(Scene scene, String sampling) throws IOException, InterruptedException {
    write(scene.site(), sampling);
    HttpRequest request =
        HttpRequest.newBuilder(admin(scene, "/api/v1/config/reload"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"bench\"}"))
            .build();
    int status =
        scene.operator().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("reload to " + sampling + ": " + status + " (expected: 200)");
    }
  }

  private static URI admin(Scene scene, String path) {
    return URI.create("http://127.0.0.1:" + scene.site().adminPort() + path);
  }

  /** Of all units and templates. */
  private static long samples(Scene scene) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(admin(scene, "/metrics")).build();
    return scene
        .operator()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(SAMPLES))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Path write(BenchSite site, String sampling) throws IOException {
    Path made = BenchGateway.config(site);
    String more =
        """
        seo:
          origin: "https://www.shop.example"
          templates: [ { name: page, path: /p/** } ]
          sampling: { %s }
        """
            .formatted(sampling);
    Path fresh = site.folder().resolve("crossfade.yaml.new");
    Files.writeString(fresh, Files.readString(made) + more);
    return Files.move(
        fresh, site.folder().resolve("sampling.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }
}
