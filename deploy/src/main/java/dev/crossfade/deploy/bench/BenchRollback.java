package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.demo.DemoStorefronts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A rollout that is started and rolled back while visitors ask without a pause. What counts is when
 * the last request was sent that next answered: that it was under way says nothing.
 */
record BenchRollback(BenchStage stage, int rollbacks, int visitors) {
  private static final List<String> JVM = List.of("-XX:+UseSerialGC");
  private static final long LOOK_MILLIS = 1_200;
  private static final int FACES = 500;

  /**
   * What came of it.
   *
   * @param millis from each order to the last request that next was sent; 0: none was
   * @param answers how long each order took
   */
  record Outcome(List<Double> millis, List<Double> answers, long requests, long failed) {
    Outcome {
      millis = List.copyOf(millis);
      answers = List.copyOf(answers);
    }
  }

  Outcome run() throws IOException, InterruptedException {
    int port = stage.freePort();
    int admin = stage.freePort();
    try (DemoStorefronts storefronts = DemoStorefronts.start();
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Path config = config(port, admin, storefronts);
      Process gateway = stage.start("gateway", BenchGateway.command(config, JVM));
      URI page = URI.create("http://127.0.0.1:" + port + "/robots.txt");
      stage.awaitAnswer("gateway", gateway, page);
      URI orders = URI.create("http://127.0.0.1:" + admin + "/api/v1/rollouts/shop/");
      Crowd crowd = new Crowd(client, page);
      List<Double> millis = new ArrayList<>();
      List<Double> answers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < visitors; i++) {
          int first = i;
          threads.execute(() -> crowd.ask(first));
        }
        try {
          for (int i = 0; i < rollbacks; i++) {
            order(client, orders.resolve("start"));
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            long ordered = System.nanoTime();
            order(client, orders.resolve("rollback"));
            answers.add((System.nanoTime() - ordered) / 1e6);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            millis.add(Math.max(0, crowd.lastOfNext.get() - ordered) / 1e6);
          }
        } finally {
          crowd.stopping = true;
        }
      }
      return new Outcome(millis, answers, crowd.requests.sum(), crowd.failed.sum());
    }
  }

  private Path config(int port, int admin, DemoStorefronts storefronts) throws IOException {
    return Files.writeString(
        stage.folder().resolve("crossfade.yaml"),
        """
        listeners: [ { bind: "127.0.0.1:%d" } ]
        admin: { bind: "127.0.0.1:%d" }
        backends:
          legacy: { endpoints: [ "%s" ] }
          next: { endpoints: [ "%s" ] }
        units:
          - name: shop
            match: [ { path: /** } ]
            rollout: { stages: [ { percent: 50%%, hold: 1h } ] }
        state: { dir: "%s" }
        telemetry: { accessLog: { file: "%s", sample: 1%% } }
        """
            .formatted(
                port,
                admin,
                storefronts.legacy(),
                storefronts.next(),
                stage.folder().resolve("state"),
                stage.folder().resolve("access.log")));
  }

  private static void order(HttpClient client, URI url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"bench\"}"))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(url + ": " + answer.body());
    }
  }

  /** Visitors, each with many faces, who ask again as soon as they are answered. */
  private static final class Crowd {
    private final HttpClient client;
    private final URI page;
    private final AtomicLong lastOfNext = new AtomicLong(Long.MIN_VALUE);
    private final LongAdder requests = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean stopping;

    Crowd(HttpClient client, URI page) {
      this.client = client;
      this.page = page;
    }

    void ask(int first) {
      for (int i = first; !stopping; i++) {
        long sent = System.nanoTime();
        try {
          HttpRequest request =
              HttpRequest.newBuilder(page).header("Cookie", "cf_id=v" + i % FACES).build();
          HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
          requests.increment();
          if (answer.statusCode() != 200) {
            failed.increment();
          } else if (answer.headers().firstValue("X-Served-By").orElse("").equals("next")) {
            lastOfNext.accumulateAndGet(sent, Math::max);
          }
        } catch (IOException e) {
          failed.increment();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
