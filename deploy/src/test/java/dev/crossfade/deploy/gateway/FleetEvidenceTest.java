package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A gateway of a fleet: what it tells Prometheus, and what it says without one. */
@Timeout(120)
class FleetEvidenceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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

  private void rollOut(String telemetry) throws Exception {
    running.write(
        running
                .config("0%")
                .replace(
                    "exposure: { percent: 0% }",
                    "rollout: { stages: [ { percent: 50%, hold: 1h } ],"
                        + " gates: [ errors: { tolerance: 1pp } ] }")
            + telemetry);
    assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
    assertThat(running.post("/api/v1/rollouts/shop/start", "{\"reason\":\"go\"}").statusCode())
        .isEqualTo(200);
  }

  private String metrics() throws Exception {
    return running.get(running.admin("/metrics")).body();
  }

  @Test
  void gates_withoutTheirPrometheus_holdAndSayWhy() throws Exception {
    rollOut("telemetry: { evidence: { prometheus: \"http://127.0.0.1:1\", every: 1s } }\n");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode gates = running.json("/api/v1/rollouts/shop").path("gates");
              assertThat(gates.findValuesAsString("sentence"))
                  .contains(
                      "errors: no evidence: http://127.0.0.1:1/api/v1/query refuses the"
                          + " connection: hold");
              assertThat(gates.findValuesAsString("verdict")).containsOnly("hold");
            });
  }

  @Test
  void metrics_ofAFleet_haveWhatThisGatewayCounted() throws Exception {
    rollOut("telemetry: { evidence: { prometheus: \"http://127.0.0.1:1\" } }\n");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              running.servedBy();
              assertThat(metrics())
                  .containsPattern(
                      "crossfade_evidence_total\\{gateway=\"[0-9a-f-]{36}\",unit=\"shop\","
                          + "stage=\"1-5000-[0-9]+\",arm=\"(legacy|next)\",of=\"answers\",name=\"\","
                          + "what=\"good\"\\} [1-9]")
                  .contains("crossfade_evidence_gateway{gateway=\"");
            });
  }

  @Test
  void metrics_ofOneGateway_haveNoEvidence() throws Exception {
    rollOut("");
    running.servedBy();

    assertThat(metrics()).contains("crossfade_requests_total").doesNotContain("crossfade_evidence");
  }
}
