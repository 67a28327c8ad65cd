package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossfade.fleet.RealEtcd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Three gateways, a real etcd, and a real Prometheus that scrapes all three. */
@Timeout(180)
class WholeFleetTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;
  private RealEtcd etcd;
  private int prometheusPort;
  private @Nullable Process prometheus;
  private final List<RunningGateway> gateways = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "prometheus"))),
        "prometheus is not installed (./crossfade test does that)");
    etcd = RealEtcd.start(Files.createDirectory(folder.resolve("etcd")));
    prometheusPort = freePort();
    for (String name : List.of("a", "b", "c")) {
      Path home = Files.createDirectory(folder.resolve(name));
      gateways.add(RunningGateway.in(home, running -> config(running, name)));
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    gateways.reversed().forEach(RunningGateway::close);
    if (prometheus != null) {
      prometheus.destroyForcibly().waitFor();
    }
    if (etcd != null) {
      etcd.close();
    }
  }

  private String config(RunningGateway running, String name) {
    return """
    listeners: [ { bind: 127.0.0.1:0 } ]
    admin: { bind: 127.0.0.1:0 }
    backends: { legacy: { endpoints: ["%s"] }, next: { endpoints: ["%s"] } }
    units:
      - name: shop
        match: [ { path: /** } ]
        rollout:
          stages: [ { percent: 50%%, hold: 1h } ]
          gates: [ errors: { tolerance: 1pp } ]
    telemetry:
      evidence: { prometheus: "http://127.0.0.1:%d", every: 1s, staleAfter: 20s }
    state:
      dir: state
      etcd: { endpoints: ["http://%s"], prefix: /shop, name: %s }
    """
        .formatted(running.legacy.url(), running.next.url(), prometheusPort, etcd.address(), name);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void scrape(List<RunningGateway> scraped) throws IOException {
    String targets =
        scraped.stream()
            .map(running -> "\"127.0.0.1:" + running.gateway().adminPort() + "\"")
            .collect(Collectors.joining(", "));
    Path file =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: { scrape_interval: 500ms, scrape_timeout: 500ms }
            scrape_configs:
              - job_name: crossfade
                static_configs: [ { targets: [ %s ] } ]
            """
                .formatted(targets));
    prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data" + scraped.size()),
                "--web.listen-address=127.0.0.1:" + prometheusPort)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
  }

  private static JsonNode errors(RunningGateway running) throws Exception {
    for (JsonNode gate : running.json("/api/v1/rollouts/shop").path("gates")) {
      if (gate.path("name").asString().equals("errors")) {
        return gate;
      }
    }
    throw new AssertionError("no gate errors");
  }

  /** How many of so many visitors next served at this gateway. */
  private static int visit(RunningGateway running, String who, int visitors) throws Exception {
    int next = 0;
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < visitors; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(running.shop("/p/1"))
                .header("Cookie", "cf_id=" + who + "-" + i)
                .build();
        String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        next += body.equals("next") ? 1 : 0;
      }
    }
    return next;
  }

  @Test
  void gates_judgeByWhatAllGatewaysCounted_onEveryGatewayAlike() throws Exception {
    scrape(gateways);
    assertThat(gateways.get(1).post("/api/v1/rollouts/shop/start", "{}").statusCode())
        .isEqualTo(200);
    int probes = 0;
    for (RunningGateway running : gateways) {
      probes += visitUntilCounted(running);
    }

    int next = 0;
    for (int i = 0; i < gateways.size(); i++) {
      next += visit(gateways.get(i), "visitor-" + i, 60);
    }

    int least = next;
    int most = next + probes;
    assertThat(least).isGreaterThan(60); // more than any of them saw
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              for (RunningGateway running : gateways) {
                JsonNode gate = errors(running);
                assertThat(gate.path("samples").asInt()).as("%s", gate).isBetween(least, most);
              }
            });
  }

  /** Counting begins when a gateway looks at a stage for the first time. */
  private static int visitUntilCounted(RunningGateway running) {
    AtomicInteger probes = new AtomicInteger();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              visit(running, "probe-" + probes.incrementAndGet(), 1);
              return running.get(running.admin("/metrics")).body().contains("stage=\"1-5000-");
            });
    return probes.get();
  }

  @Test
  void gateway_thatPrometheusDoesNotScrape_holdsTheGates() throws Exception {
    scrape(gateways.subList(0, 2));
    assertThat(gateways.get(0).post("/api/v1/rollouts/shop/start", "{}").statusCode())
        .isEqualTo(200);

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () ->
                assertThat(errors(gateways.get(0)).path("sentence").asString())
                    .contains("Prometheus does not scrape the gateway"));
    assertThat(errors(gateways.get(0)).path("verdict").asString()).isEqualTo("hold");
  }
}
