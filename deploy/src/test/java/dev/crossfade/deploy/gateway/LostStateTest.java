package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The state directory is deleted under a running gateway. */
class LostStateTest {
  private static final String PLAN =
      "rollout: { stages: [ { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ],"
          + " rollback: { decider: on-call } }";

  @TempDir Path folder;
  private RunningGateway running;
  private Path state;

  @BeforeEach
  void start() throws Exception {
    running =
        RunningGateway.in(
            folder, gateway -> gateway.config("0%").replace("exposure: { percent: 0% }", PLAN));
    state = folder.resolve("state");
    assertThat(running.post("/api/v1/rollouts/shop/start", "{}").statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private JsonNode store() throws Exception {
    return running.json("/api/v1/status").path("store");
  }

  @Test
  void stateDir_deletedUnderARunningGateway_isWrittenAnewWithAllThatMustSurvive() throws Exception {
    String key = Files.readString(state.resolve("cookie-key"));

    delete(state);

    await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(state.resolve("cookie-key")));
    assertThat(Files.readString(state.resolve("cookie-key"))).isEqualTo(key);
    assertThat(running.servedBy()).isIn("legacy", "next");
    assertThat(running.post("/api/v1/rollouts/shop/hold", "{\"reason\":\"x\"}").statusCode())
        .isEqualTo(200);
    running.restart();
    JsonNode rollout = running.json("/api/v1/rollouts/shop");
    assertThat(rollout.path("state").asString()).isEqualTo("held");
    assertThat(rollout.path("exposure").asDouble()).isEqualTo(50);
  }

  @Test
  void stateDir_thatCannotBeWrittenAnew_isSaid_andEverybodyIsServed() throws Exception {
    delete(state);
    Files.writeString(state, "in the way"); // a file where the directory was
    await().atMost(Duration.ofSeconds(10)).until(() -> store().path("problem").isString());

    assertThat(store().path("problem").asString()).contains("is a file (expected: a directory)");
    assertThat(running.get(running.admin("/metrics")).body()).contains("crossfade_store_up 0");
    assertThat(running.servedBy()).isIn("legacy", "next");
    assertThat(running.get(running.admin("/readyz")).statusCode()).isEqualTo(200);
    assertThat(
            running
                .post("/api/v1/rollouts/shop/advance", "{\"reason\":\"x\",\"force\":true}")
                .statusCode())
        .isEqualTo(409);

    Files.delete(state);

    await().atMost(Duration.ofSeconds(10)).until(() -> store().path("problem").isNull());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
    assertThat(
            running
                .post("/api/v1/rollouts/shop/advance", "{\"reason\":\"x\",\"force\":true}")
                .statusCode())
        .isEqualTo(200);
  }
}
