package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.State;
import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.deploy.demo.Fault;
import dev.crossfade.seo.store.RealPostgres;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two gateways before the same storefronts, with one PostgreSQL between them. */
@Timeout(180)
class SharedFindingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NOINDEX = "/api/v1/findings/catalog.SEO-NOINDEX.product";

  @TempDir Path folder;
  private RealPostgres postgres;
  private DemoStorefronts storefronts;
  private final List<RunningGateway> gateways = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    postgres = RealPostgres.start();
    String database = postgres.database();
    storefronts = DemoStorefronts.start();
    for (String name : List.of("one", "other")) {
      Path own = Files.createDirectory(folder.resolve(name));
      RunningGateway gateway = RunningGateway.in(own);
      gateways.add(gateway);
      gateway.write(config(own.resolve("state"), postgres.settings(database)));
      gateway.restart();
    }
  }

  @AfterEach
  void stop() throws Exception {
    gateways.forEach(RunningGateway::close);
    if (storefronts != null) {
      storefronts.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private String config(Path state, State.Postgres shared) {
    return """
    listeners:
      - bind: 127.0.0.1:0
    admin: { bind: "127.0.0.1:0" }
    backends:
      legacy: { endpoints: ["%s"] }
      next: { endpoints: ["%s"] }
    units:
      - name: catalog
        match: [ { path: [/, /c/**, /p/**] } ]
        exposure: { percent: 50%% }
    seo:
      sampling: { rate: 100%%, maxPerSecond: 200, cpu: 100%%, dedupe: 0s }
      templates: [ { name: product, path: /p/** } ]
    state:
      dir: "%s"
      postgres: { url: "%s", user: %s, password: %s, timeout: 1s }
    """
        .formatted(
            storefronts.legacy(),
            storefronts.next(),
            state,
            shared.url(),
            shared.user(),
            shared.password());
  }

  private void visit(RunningGateway gateway, int visitors) throws Exception {
    List<String> products =
        storefronts.catalog().products().stream().limit(20).map(product -> product.path()).toList();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < visitors; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(gateway.shop(products.get(i % products.size())))
                .header("Cookie", "cf_id=visitor-" + i)
                .header("Accept", "text/html")
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  private void crawl(RunningGateway gateway) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(gateway.shop("/p/1"))
              .header("User-Agent", "Mozilla/5.0 (compatible; bingbot/2.0)")
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  private long crawls(RunningGateway gateway) throws Exception {
    long hits = 0;
    for (JsonNode row : gateway.json("/api/v1/crawl?crawler=bingbot").path("hits")) {
      hits += row.path("hits").asLong();
    }
    return hits;
  }

  @Test
  void findings_ofOneGateway_areOnTheOthersConsole_andAcceptedForBoth() throws Exception {
    RunningGateway one = gateways.getFirst();
    RunningGateway other = gateways.getLast();
    storefronts.fault(Fault.NOINDEX);
    visit(one, 20);

    await()
        .atMost(PATIENCE)
        .until(() -> other.json(NOINDEX).path("state").asString("").equals("open"));
    assertThat(
            other
                .post(
                    "/api/v1/findings/catalog.SEO-NOINDEX.product/accept", "{\"reason\":\"fine\"}")
                .statusCode())
        .isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .until(() -> one.json(NOINDEX).path("state").asString("").equals("accepted"));
  }

  @Test
  void crawlers_ofBothGateways_areCountedTogether() throws Exception {
    for (RunningGateway gateway : gateways) {
      crawl(gateway);
    }

    for (RunningGateway gateway : gateways) {
      await().atMost(PATIENCE).until(() -> crawls(gateway) == 2);
    }
  }

  /** The database stands still: visitors are served as ever, and what is missed is said. */
  @Test
  void database_thatStandsStill_keepsNobodyWaiting() throws Exception {
    RunningGateway one = gateways.getFirst();
    await()
        .atMost(PATIENCE)
        .until(() -> one.json("/api/v1/findings").path("storeProblem").isNull());
    postgres.pause();
    try {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                visit(one, 1);
                return !one.json("/api/v1/findings").path("storeProblem").isNull();
              });
      long began = System.nanoTime();
      visit(one, 100);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    } finally {
      postgres.resume();
    }
    await()
        .atMost(PATIENCE)
        .until(() -> one.json("/api/v1/findings").path("storeProblem").isNull());
  }
}
