package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What a running gateway tells about its traffic and its endpoints. */
class TrafficApiTest {
  @TempDir Path folder;
  private RunningGateway running;

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void expose(String percent) throws Exception {
    running.write(running.config(percent));
    assertThat(running.post("/api/v1/config/reload", "").statusCode()).isEqualTo(200);
  }

  private JsonNode line(String path, String name) throws Exception {
    for (JsonNode line : running.json(path).path("lines")) {
      if (line.path("name").asString().equals(name)) {
        return line;
      }
    }
    return MissingNode.getInstance();
  }

  private long total(String path, String name) {
    try {
      return line(path, name).path("total").asLong(0);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void traffic_afterVisits_isToldByStorefrontUnitAndArm() throws Exception {
    for (int i = 0; i < 10; i++) {
      running.servedBy();
    }
    expose("100%");
    for (int i = 0; i < 20; i++) {
      running.servedBy();
    }
    running.next.breakDown();
    for (int i = 0; i < 20; i++) {
      running.servedBy();
    }

    String span = "/api/v1/traffic?span=15m";
    await().atMost(Duration.ofSeconds(20)).until(() -> total(span, "next") == 40);
    assertThat(total(span, "legacy")).isEqualTo(10);
    assertThat(line(span, "next").path("failed").asInt()).isEqualTo(20);
    assertThat(total(span + "&unit=shop", "next")).isEqualTo(40);
    assertThat(total(span + "&unit=shop&by=arm", "next")).isEqualTo(40);
    assertThat(total(span + "&unit=other", "next")).isZero();

    JsonNode traffic = running.json(span);
    JsonNode mark = traffic.path("marks").path(0);
    assertThat(mark.path("unit").asString()).isEqualTo("shop");
    assertThat(mark.path("exposure").asDouble()).isEqualTo(100);
    assertThat(Instant.parse(traffic.path("since").asString())).isBefore(Instant.now());
    assertThat(traffic.path("stepSeconds").asInt()).isEqualTo(5);
    int steps = traffic.path("lines").path(0).path("requests").size();
    assertThat(steps).isBetween(1, 180);
    assertThat(line(span, "next").path("p95").size()).isEqualTo(steps);
    assertThat(line(span, "next").path("p95").toString()).matches("\\[(null|[0-9.E-]+|,)*]");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/traffic?span=2h, 'span: 2h (expected: 15m, 1h, 6h, 24h, 7d)'",
    "/api/v1/traffic?by=arm, expected: unit as well",
    "/api/v1/traffic?unit=shop&by=colour, by: colour",
    "/api/v1/traffic?from=1, parameter from",
  })
  void traffic_mistyped_isRefusedWithWhatWasExpected(String path, String said) throws Exception {
    JsonNode answer = running.json(path);

    assertThat(answer.path("status").asInt()).isEqualTo(400);
    assertThat(answer.path("detail").asString()).contains(said);
  }

  private JsonNode endpoint(int backend) throws Exception {
    return running.json("/api/v1/status").path("backends").path(backend).path("states").path(0);
  }

  @Test
  void status_tellsHowEachEndpointIs() throws Exception {
    assertThat(endpoint(0).path("state").asString()).isEqualTo("unknown");
    running.servedBy();

    assertThat(endpoint(0).path("state").asString()).isEqualTo("healthy");
    assertThat(endpoint(0).path("sentence").asString()).contains("not checked");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(endpoint(0).path("requests").asDouble(0)).isPositive());
    assertThat(endpoint(1).path("state").asString()).isEqualTo("unknown");
  }

  @Test
  void endpoint_onlyOneAndGone_isFailingAndNotHealthy() throws Exception {
    running.write(
        running.config("0%").replace(running.legacy.url() + "\"]", "http://127.0.0.1:1\"]"));
    assertThat(running.post("/api/v1/config/reload", "").statusCode()).isEqualTo(200);
    for (int i = 0; i < 10; i++) {
      running.servedBy();
    }

    assertThat(endpoint(0).path("state").asString()).isEqualTo("failing");
    assertThat(endpoint(0).path("sentence").asString())
        .isEqualTo(
            "5 requests in a row failed, the last: connect-failed;"
                + " it is kept in, since no other may take its place");
    assertThat(running.get(running.admin("/metrics")).body())
        .contains("crossfade_endpoints{backend=\"legacy\",state=\"failing\"} 1")
        .contains("crossfade_endpoints{backend=\"legacy\",state=\"healthy\"} 0");
  }

  @Test
  void endpoint_whoseChecksFail_isUnhealthyAndSaysSince() throws Exception {
    String checked =
        running
            .config("0%")
            .replace(
                running.next.url() + "\"]",
                "http://127.0.0.1:1\"], health: { path: /h, interval: 100ms, timeout: 1s }");
    running.write(checked);
    assertThat(running.post("/api/v1/config/reload", "").statusCode()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(endpoint(1).path("state").asString()).isEqualTo("unhealthy"));
    assertThat(endpoint(1).path("sentence").asString())
        .isEqualTo("3 checks in a row failed: no connection");
    assertThat(Instant.parse(endpoint(1).path("since").asString()))
        .isBefore(Instant.now().plusSeconds(2));
  }
}
