package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two storefronts that say different things, and an operator who wants to know. */
class MirroredShopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void shadows_storefrontsDiffer_areCountedAndShown() throws Exception {
    try (RunningGateway running = RunningGateway.in(folder)) {
      running.write(
          running
              .config("0%")
              .replace(
                  "exposure: { percent: 0% }",
                  "exposure: { percent: 0% }, mirror: { rate: 100% }"));
      assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
      assertThat(running.json("/api/v1/shadows").path("units").isEmpty()).isTrue();

      for (int i = 0; i < 4; i++) {
        assertThat(running.servedBy()).isEqualTo("legacy");
      }

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(running.json("/api/v1/shadows").path("units").toString())
                      .isEqualTo(
                          "[{\"unit\":\"shop\",\"results\":{\"body\":3,\"probe\":1},"
                              + "\"incomparable\":null}]"));
      JsonNode finding = running.json("/api/v1/shadows").path("findings").path(0);
      assertThat(finding.path("template").asString()).isEqualTo("/p/*");
      assertThat(finding.path("place").asString()).isEqualTo("body");
      assertThat(finding.path("path").asString()).isEqualTo("/p/1");
      assertThat(finding.path("served").asString()).isEqualTo("6 bytes");
      assertThat(finding.path("shadow").asString()).isEqualTo("4 bytes");
      assertThat(finding.path("count").asInt()).isEqualTo(3);
      assertThat(running.get(running.admin("/metrics")).body())
          .contains("crossfade_shadow_requests_total{result=\"body\",unit=\"shop\"} 3")
          .contains("crossfade_shadow_requests_total{result=\"probe\",unit=\"shop\"} 1")
          .contains("crossfade_samples_dropped_total{sink=\"shadow\"} 0");
    }
  }
}
