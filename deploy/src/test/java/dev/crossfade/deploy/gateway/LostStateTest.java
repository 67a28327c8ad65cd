package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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

  /** In one step, since the gateway makes it again as soon as it sees it gone. */
  private void lose() throws IOException {
    Files.move(state, folder.resolve("lost-" + System.nanoTime()));
  }

  /** Has something else take the directory's name, before the gateway does. */
  private void putSomethingInItsPlace() throws IOException {
    while (true) {
      lose();
      try {
        Files.writeString(state, "in the way", StandardOpenOption.CREATE_NEW);
        return;
      } catch (FileAlreadyExistsException _) {
        // the gateway was faster
      }
    }
  }

  private JsonNode store() throws Exception {
    return running.json("/api/v1/status").path("store");
  }

  @Test
  void stateDir_deletedUnderARunningGateway_isWrittenAnewWithAllThatMustSurvive() throws Exception {
    String key = Files.readString(state.resolve("cookie-key"));

    lose();

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
    putSomethingInItsPlace();
    await().atMost(Duration.ofSeconds(10)).until(() -> store().path("problem").isString());

    assertThat(store().path("problem").asString()).contains("is a file (expected: a directory)");
    assertThat(running.get(running.admin("/metrics")).body()).contains("crossfade_store_up 0");
    assertThat(running.get(running.admin("/")).body())
        .contains("No stage is taken since", "because nothing can be kept");
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
