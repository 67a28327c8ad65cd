package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.State;
import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.deploy.demo.Fault;
import dev.crossfade.deploy.gates.RealPrometheus;
import dev.crossfade.fleet.RealEtcd;
import dev.crossfade.seo.store.RealPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Three gateways before the same storefronts, as a platform team runs them: over a real etcd, with
 * findings in a real PostgreSQL, and gates that judge by a real Prometheus that scrapes all three.
 */
@Timeout(180)
class WholeFleetTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String ROLLOUT = "/api/v1/rollouts/shop";
  private static final String NOINDEX = "/api/v1/findings/shop.SEO-NOINDEX.product";

  /** Visitors that one gateway gets. */
  private static final int EACH = 60;

  @TempDir Path folder;
  private RealEtcd etcd;
  private RealPostgres postgres;
  private RealPrometheus prometheus;
  private DemoStorefronts storefronts;
  private final List<RunningGateway> gateways = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    prometheus = RealPrometheus.in(Files.createDirectory(folder.resolve("prometheus")));
    etcd = RealEtcd.start(Files.createDirectory(folder.resolve("etcd")));
    postgres = RealPostgres.start();
    storefronts = DemoStorefronts.start();
  }

  @AfterEach
  void stop() throws IOException {
    gateways.reversed().forEach(RunningGateway::close);
    if (storefronts != null) {
      storefronts.close();
    }
    if (prometheus != null) {
      prometheus.close();
    }
    if (postgres != null) {
      postgres.close();
    }
    if (etcd != null) {
      etcd.close();
    }
  }

  /** Starts gateways whose rollout stays that long at 50 % at least. */
  private void run(String hold) throws Exception {
    State.Postgres shared = postgres.settings(postgres.database());
    for (String name : List.of("a", "b", "c")) {
      Path home = Files.createDirectory(folder.resolve(name));
      gateways.add(RunningGateway.in(home, _ -> config(name, hold, shared)));
    }
  }

  /** A pass of errors needs more visitors than one gateway gets. */
  private String config(String name, String hold, State.Postgres shared) {
    return """
    listeners: [ { bind: 127.0.0.1:0 } ]
    admin: { bind: 127.0.0.1:0 }
    backends: { legacy: { endpoints: ["%s"] }, next: { endpoints: ["%s"] } }
    units:
      - name: shop
        match: [ { path: /** } ]
        rollout:
          stages: [ { percent: 50%%, hold: %s }, { percent: 100%%, hold: 1h } ]
          gates:
            - errors: { tolerance: 5pp, minSamples: %d }
            - parity: { severity: critical, maxShare: 20%%, minSamples: 20, onFail: hold }
    seo:
      sampling: { rate: 100%%, maxPerSecond: 200, cpu: 100%%, dedupe: 0s }
      templates: [ { name: product, path: /p/** } ]
    telemetry:
      evidence: { prometheus: "%s", every: 1s, staleAfter: 20s }
    state:
      dir: state
      etcd: { endpoints: ["http://%s"], prefix: /shop, name: %s }
      postgres: { url: "%s", user: %s, password: %s, timeout: 1s }
    """
        .formatted(
            storefronts.legacy(),
            storefronts.next(),
            hold,
            EACH + 1,
            prometheus.url(),
            etcd.address(),
            name,
            shared.url(),
            shared.user(),
            shared.password());
  }

  private void scrape(List<RunningGateway> scraped) throws IOException {
    prometheus.scrape(
        scraped.stream().map(running -> "127.0.0.1:" + running.gateway().adminPort()).toList());
  }

  private static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
  }

  private static void order(RunningGateway running, String order) throws Exception {
    HttpResponse<String> answer = running.post(ROLLOUT + "/" + order, "{\"reason\":\"test\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static JsonNode gate(RunningGateway running, String name) throws Exception {
    for (JsonNode gate : running.json(ROLLOUT).path("gates")) {
      if (gate.path("name").asString().equals(name)) {
        return gate;
      }
    }
    throw new AssertionError("no gate " + name);
  }

  /** What is asked of a gateway. */
  private interface Question {
    Object ask(RunningGateway running) throws Exception;
  }

  private void awaitEverywhere(Question question, Object answer) {
    patiently()
        .untilAsserted(
            () -> {
              for (RunningGateway running : gateways) {
                assertThat(question.ask(running)).isEqualTo(answer);
              }
            });
  }

  private static String finding(RunningGateway running) throws Exception {
    return running.json(NOINDEX).path("state").asString("none");
  }

  /** How many of so many new visitors next served at this gateway. */
  private int visit(RunningGateway running, String who, int visitors) throws Exception {
    int next = 0;
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < visitors; i++) {
        String path = storefronts.catalog().products().get(i).path();
        HttpRequest request =
            HttpRequest.newBuilder(running.shop(path))
                .header("Cookie", "cf_id=" + who + "-" + i)
                .header("Accept", "text/html")
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        next += answer.headers().firstValue("X-Served-By").orElse("").equals("next") ? 1 : 0;
      }
    }
    return next;
  }

  /** The same at all gateways at once. */
  private int visitAll() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> visits = new ArrayList<>();
      for (int i = 0; i < gateways.size(); i++) {
        int at = i;
        visits.add(() -> visit(gateways.get(at), "visitor-" + at, EACH));
      }
      int next = 0;
      for (Future<Integer> served : threads.invokeAll(visits)) {
        next += served.get();
      }
      return next;
    }
  }

  @Test
  void gates_judgeByWhatAllGatewaysCounted_onEveryGatewayAlike() throws Exception {
    run("1h");
    scrape(gateways);
    order(gateways.get(1), "start");
    int probes = 0;
    for (RunningGateway running : gateways) {
      probes += visitUntilCounted(running);
    }

    int next = visitAll();

    int least = next;
    int most = next + probes;
    assertThat(least).isGreaterThan(EACH); // more than any of them saw
    patiently()
        .untilAsserted(
            () -> {
              for (RunningGateway running : gateways) {
                JsonNode gate = gate(running, "errors");
                assertThat(gate.path("samples").asInt()).as("%s", gate).isBetween(least, most);
              }
            });
  }

  /** Counting begins when a gateway looks at a stage for the first time. */
  private int visitUntilCounted(RunningGateway running) {
    AtomicInteger probes = new AtomicInteger();
    patiently()
        .until(
            () -> {
              visit(running, "probe-" + probes.incrementAndGet(), 1);
              return running.get(running.admin("/metrics")).body().contains("stage=\"1-5000-");
            });
    return probes.get();
  }

  @Test
  void gateway_thatPrometheusDoesNotScrape_holdsTheGates() throws Exception {
    run("1h");
    scrape(gateways.subList(0, 2));
    order(gateways.get(0), "start");

    patiently()
        .untilAsserted(
            () ->
                assertThat(gate(gateways.get(0), "errors").path("sentence").asString())
                    .contains("Prometheus does not scrape the gateway"));
    assertThat(gate(gateways.get(0), "errors").path("verdict").asString()).isEqualTo("hold");
  }

  /**
   * Next hides its pages, which only one gateway's visitors meet with: gates hold the rollout of
   * all. Somebody accepts that at another gateway, somebody else lets it go on at the third, and it
   * advances by visitors of all three.
   */
  @Test
  void rollout_heldByWhatOneGatewayFinds_advancesByAllWhenThatIsAcceptedElsewhere()
      throws Exception {
    run("0s");
    RunningGateway finds = gateways.get(0);
    scrape(gateways);
    order(gateways.get(1), "start");
    storefronts.fault(Fault.NOINDEX);
    AtomicInteger rounds = new AtomicInteger();
    patiently()
        .untilAsserted(
            () -> {
              visit(finds, "early-" + rounds.incrementAndGet(), 5);
              assertThat(finds.json(ROLLOUT).path("state").asString()).isEqualTo("held");
            });
    assertThat(finds.json(ROLLOUT).path("lastBy").asString()).isEqualTo("gate:parity");
    awaitEverywhere(WholeFleetTest::finding, "open");

    HttpResponse<String> accepted =
        gateways.get(2).post(NOINDEX + "/accept", "{\"reason\":\"a sale\"}");
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
    awaitEverywhere(WholeFleetTest::finding, "accepted");
    double counted = counted(finds);
    order(gateways.get(1), "resume");
    awaitEverywhere(
        running -> gate(running, "errors").path("sentence").asString(), "errors: no data: hold");
    visitAll();

    awaitEverywhere(running -> running.json(ROLLOUT).path("exposure").asDouble(), 100.0);
    assertThat(finds.json(ROLLOUT).path("lastBy").asString()).isEqualTo("schedule");
    assertThat(finds.json(ROLLOUT).path("lastReason").asString())
        .isEqualTo("hold at 50% over, gates pass: errors, parity, sample-ratio");
    assertThat(counted(finds)).isEqualTo(counted);
  }

  /** How often a gateway has counted the finding, for alerts and gates. */
  private static double counted(RunningGateway running) throws Exception {
    return running
        .get(running.admin("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith("crossfade_parity_findings_total{rule=\"SEO-NOINDEX\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
