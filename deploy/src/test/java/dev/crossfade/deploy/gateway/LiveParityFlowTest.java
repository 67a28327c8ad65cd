package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.deploy.demo.Fault;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A gateway before two real storefronts, of which next begins to tell search engines other things.
 */
@Timeout(180)
class LiveParityFlowTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NOINDEX = "/api/v1/findings/catalog.SEO-NOINDEX.product";
  private static final String FIXED = "exposure: { percent: 50% }";
  private static final String ROLLOUT =
      "rollout: { stages: [ { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ],"
          + " gates: [ parity: { severity: critical, maxShare: 20%, minSamples: 20 } ] }";

  @TempDir Path folder;
  private RunningGateway running;
  private DemoStorefronts storefronts;
  private List<String> products;
  private int visitor;

  @BeforeEach
  void start() throws Exception {
    storefronts = DemoStorefronts.start();
    products =
        storefronts.catalog().products().stream().limit(40).map(product -> product.path()).toList();
    running = RunningGateway.in(folder);
  }

  @AfterEach
  void stop() {
    running.close();
    storefronts.close();
  }

  private void configure(String exposure, String more) throws Exception {
    String text =
        """
        listeners:
          - bind: 127.0.0.1:0
        admin: { bind: "127.0.0.1:0" }
        backends:
          legacy: { endpoints: ["%s"] }
          next: { endpoints: ["%s"] }
        units:
          - name: catalog
            match: [ { path: [/, /c/**, /p/**] } ]
            %s
            %s
        seo:
          sampling: { rate: 100%%, maxPerSecond: 200, cpu: 100%%, dedupe: 0s }
          templates: [ { name: product, path: /p/** }, { name: category, path: /c/** } ]
          criticalPaths: { urls: [ "%s" ], every: 1s }
        state: { dir: "%s" }
        """
            .formatted(
                storefronts.legacy(),
                storefronts.next(),
                exposure,
                more,
                products.getFirst(),
                folder.resolve("state"));
    running.write(text);
    HttpResponse<String> reloaded = running.post("/api/v1/config/reload", "{}");
    assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
  }

  /** Who serves a page to each of so many new visitors, and how often. */
  private Map<String, Integer> visit(int visitors, List<String> paths) throws Exception {
    Map<String, Integer> served = new TreeMap<>();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < visitors; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(running.shop(paths.get(visitor % paths.size())))
                .header("Cookie", "cf_id=visitor-" + visitor++)
                .header("Accept", "text/html")
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        served.merge(answer.headers().firstValue("X-Served-By").orElse("?"), 1, Integer::sum);
      }
    }
    return served;
  }

  private String state(String finding) throws Exception {
    return running.json(finding).path("state").asString("none");
  }

  private List<String> openGrave() throws Exception {
    List<String> ids = new ArrayList<>();
    for (JsonNode group :
        running.json("/api/v1/findings?severity=critical&state=open").path("findings")) {
      ids.add(group.path("id").asString());
    }
    return ids;
  }

  private double samples() throws Exception {
    return running
        .get(running.admin("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith("crossfade_parity_samples_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void healthyStorefronts_haveNoGraveFinding() throws Exception {
    configure(FIXED, "");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(20, products);
              assertThat(samples()).isGreaterThan(60);
            });

    assertThat(openGrave()).isEmpty();
  }

  @Test
  void nextThatHidesPages_isFound_closesWhenItHeals_andAcceptanceHolds() throws Exception {
    configure(FIXED, "");
    storefronts.fault(Fault.NOINDEX);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(5, products);
              assertThat(state(NOINDEX)).isEqualTo("open");
            });
    JsonNode found = running.json(NOINDEX);
    assertThat(found.path("unit").asString()).isEqualTo("catalog");
    assertThat(found.path("template").asString()).isEqualTo("product");
    assertThat(found.path("severity").asString()).isEqualTo("critical");
    assertThat(found.path("consequence").asString()).contains("leaves the index");
    JsonNode example = found.path("examples").path(0);
    assertThat(example.path("url").asString()).contains("/p/");
    assertThat(example.path("next").asString()).contains("noindex");
    assertThat(running.get(running.admin("/metrics")).body())
        .contains("crossfade_parity_findings_total{rule=\"SEO-NOINDEX\"")
        .contains("crossfade_samples_dropped_total{sink=\"parity\"} 0");

    acceptanceHoldsOverARestart();

    storefronts.fault(Fault.NONE);
    assertThat(running.post(NOINDEX + "/reopen", "{\"reason\":\"mended\"}").statusCode())
        .isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(5, products);
              assertThat(state(NOINDEX)).isEqualTo("closed");
            });
  }

  private void acceptanceHoldsOverARestart() throws Exception {
    assertThat(running.post(NOINDEX + "/accept", "{}").statusCode()).isEqualTo(400);
    assertThat(running.post(NOINDEX + "x/accept", "{\"reason\":\"r\"}").statusCode())
        .isEqualTo(404);
    assertThat(running.post(NOINDEX + "/reopen", "{}").statusCode()).isEqualTo(409);
    assertThat(running.post(NOINDEX + "/accept", "{\"reason\":\"a sale\"}").statusCode())
        .isEqualTo(200);
    HttpResponse<String> again = running.post(NOINDEX + "/accept", "{\"reason\":\"a sale\"}");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("it was accepted by local at ");
    assertThat(running.json("/api/v1/journal?limit=1").path("entries").path(0).toString())
        .contains("\"kind\":\"finding\"", "catalog.SEO-NOINDEX.product", "a sale", "accept");

    long before = running.json(NOINDEX).path("count").asLong();
    running.restart();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(NOINDEX)).isEqualTo("accepted"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(5, products);
              assertThat(running.json(NOINDEX).path("count").asLong()).isGreaterThan(before);
            });
    assertThat(running.json(NOINDEX).path("accepted").path("by").asString()).isEqualTo("local");
    assertThat(openGrave()).doesNotContain("catalog.SEO-NOINDEX.product");
  }

  @Test
  void findings_areFilteredAndPaged_asJsonAndCsv() throws Exception {
    configure(FIXED, "");
    storefronts.fault(Fault.NOINDEX);
    List<String> categories =
        storefronts.catalog().categories().stream().map(category -> category.path()).toList();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(3, products);
              visit(3, categories);
              assertThat(running.json("/api/v1/findings?rule=SEO-NOINDEX").path("total").asInt())
                  .isEqualTo(2);
            });

    JsonNode first = running.json("/api/v1/findings?rule=SEO-NOINDEX&limit=1");
    assertThat(first.path("findings")).hasSize(1);
    JsonNode second =
        running.json(
            "/api/v1/findings?rule=SEO-NOINDEX&limit=5&cursor=" + first.path("cursor").asString());
    assertThat(second.path("cursor").isNull()).isTrue();
    assertThat(
            running
                .json("/api/v1/findings?template=category&rule=SEO-NOINDEX")
                .path("total")
                .asInt())
        .isEqualTo(1);
    assertThat(running.json("/api/v1/findings?unit=blog").path("total").asInt()).isZero();
    assertThat(running.json("/api/v1/findings?since=2199-01-01T00:00:00Z").path("total").asInt())
        .isZero();
    for (String bad :
        List.of("severity=bad", "state=gone", "since=noon", "cursor=%21", "limit=0")) {
      assertThat(running.get(running.admin("/api/v1/findings?" + bad)).statusCode())
          .as(bad)
          .isEqualTo(400);
    }
    facetsAndTrendsAgree();
    HttpResponse<String> linked =
        running.get(running.admin("/api/v1/findings?rule=SEO-NOINDEX&format=csv"));
    assertThat(linked.headers().firstValue("content-disposition").orElse(""))
        .isEqualTo("attachment; filename=findings.csv");
    assertThat(linked.body().lines()).hasSize(3);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> csv =
          client.send(
              HttpRequest.newBuilder(running.admin("/api/v1/findings?rule=SEO-NOINDEX"))
                  .header("Accept", "text/csv")
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(csv.headers().firstValue("content-type").orElse(""))
          .as(csv.body())
          .startsWith("text/csv");
      assertThat(csv.body().lines()).hasSize(3);
      assertThat(csv.body()).contains("catalog.SEO-NOINDEX.product,catalog,product,SEO-NOINDEX");
    }
  }

  private void facetsAndTrendsAgree() throws Exception {
    JsonNode answer = running.json("/api/v1/findings?rule=SEO-NOINDEX&template=product");
    assertThat(answer.path("facets").path("template").toString())
        .contains("{\"value\":\"category\",\"groups\":1}", "{\"value\":\"product\",\"groups\":1}");
    assertThat(answer.path("facets").path("severity").toString())
        .isEqualTo("[{\"value\":\"critical\",\"groups\":1}]");
    JsonNode coverage = answer.path("coverage");
    assertThat(coverage.path("units").toString()).isEqualTo("[\"catalog\"]");
    assertThat(coverage.path("rate").asString()).isEqualTo("100%");
    assertThat(coverage.path("criticalPaths").asInt()).isEqualTo(1);
    assertThat(coverage.path("pagesLastDay").asInt()).isGreaterThanOrEqualTo(2); // one a group
    JsonNode parts = answer.path("findings").path(0).path("examples").path(0).path("marks");
    assertThat(parts.path("next").toString()).contains("noindex").contains("\"changed\":true");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        running
                            .json("/api/v1/findings/trend?hours=2")
                            .path("hours")
                            .findValues("critical"))
                    .anySatisfy(open -> assertThat(open.asInt()).isGreaterThanOrEqualTo(2)));
    JsonNode shares = running.json(NOINDEX + "/trend?hours=2").path("hours");
    assertThat(shares).hasSize(2);
    assertThat(shares.findValues("seen")).anySatisfy(seen -> assertThat(seen.asInt()).isPositive());
    for (String none : List.of("/api/v1/findings/a.b.c/trend", "/api/v1/findings/a.b.c")) {
      assertThat(running.get(running.admin(none)).statusCode()).as(none).isEqualTo(404);
    }
    assertThat(running.get(running.admin("/api/v1/findings/trend?hours=721")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void parityGate_nextHidesPages_rollsBack() throws Exception {
    configure(ROLLOUT, "");
    running.post("/api/v1/rollouts/catalog/start", "{\"reason\":\"go\"}");
    storefronts.fault(Fault.NOINDEX);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(10, products);
              assertThat(running.json("/api/v1/rollouts/catalog").path("state").asString())
                  .isEqualTo("rolled-back");
            });

    assertThat(running.json("/api/v1/rollouts/catalog").path("lastBy").asString())
        .isEqualTo("gate:parity");
  }

  @Test
  void guard_nextHidesPages_givesTheTemplateToLegacy_survivesARestart_andHeals() throws Exception {
    configure("exposure: { percent: 100% }", "guard: [ noindex ]");
    assertThat(visit(6, products)).containsOnlyKeys("next");
    storefronts.fault(Fault.NOINDEX);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(visit(6, products)).containsOnlyKeys("legacy"));

    JsonNode guard = running.json("/api/v1/guards").path(0);
    assertThat(guard.path("unit").asString()).isEqualTo("catalog");
    assertThat(guard.path("template").asString()).isEqualTo("product");
    assertThat(guard.path("state").asString()).isEqualTo("guarded");
    assertThat(guard.path("why").asString()).startsWith("next breaks SEO-NOINDEX on /p/");
    assertThat(running.json("/api/v1/status").path("units").path(0).path("guarded").toString())
        .contains("product");
    assertThat(running.get(running.admin("/metrics")).body())
        .contains("crossfade_guarded{template=\"product\",unit=\"catalog\"} 1");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(running.json("/api/v1/journal?limit=5").path("entries").toString())
                    .contains("\"actor\":\"guard\"", "catalog/product", "engaged"));

    running.restart();
    assertThat(visit(6, products)).containsOnlyKeys("legacy");

    storefronts.fault(Fault.NONE);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(visit(6, products)).containsOnlyKeys("next"));
    assertThat(running.json("/api/v1/guards")).isEmpty();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(running.json("/api/v1/journal?limit=5").path("entries").toString())
                    .contains("healed"));
  }

  @Test
  void guard_released_byAnOperator_letsNextServe() throws Exception {
    configure("exposure: { percent: 100% }", "guard: [ noindex ]");
    storefronts.fault(Fault.NOINDEX);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(visit(6, products)).containsOnlyKeys("legacy"));

    String release = "/api/v1/guards/catalog/product/release";
    assertThat(running.post("/api/v1/guards/catalog/nothing/release", "{}").statusCode())
        .isEqualTo(404);
    assertThat(running.post(release, "{\"reason\":\"we know\"}").statusCode()).isEqualTo(200);

    assertThat(visit(12, products)).containsOnlyKeys("next");
    assertThat(running.json("/api/v1/guards").path(0).path("state").asString())
        .isEqualTo("released");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(running.json("/api/v1/journal?limit=1").path("entries").toString())
                    .contains("\"actor\":\"local\"", "we know", "released"));
  }

  @Test
  void stateDirectoryDeleted_servesOn_andSaysSo() throws Exception {
    configure(FIXED, "");
    storefronts.fault(Fault.NOINDEX);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(5, products);
              assertThat(folder.resolve("state/findings.db")).exists();
              assertThat(state(NOINDEX)).isEqualTo("open");
            });
    try (var files = Files.list(folder.resolve("state"))) {
      for (Path file : files.filter(path -> path.toString().contains("findings")).toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.createDirectory(folder.resolve("state/findings.db"));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(5, products);
              assertThat(running.json("/api/v1/findings").path("storeProblem").asString())
                  .contains("findings.db");
            });
    assertThat(state(NOINDEX)).isEqualTo("open");
  }
}
