package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.ConfigLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A gateway from end to end: requests, reloads, versions, the admin port. */
class GatewayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

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

  @Test
  void request_isAnsweredByTheStorefrontOfItsExposure() throws Exception {
    assertThat(running.servedBy()).isEqualTo("legacy");
  }

  @Test
  void health_whileRunning_isGoodAndReady() throws Exception {
    assertThat(running.get(running.admin("/healthz")).statusCode()).isEqualTo(200);
    assertThat(running.get(running.admin("/readyz")).statusCode()).isEqualTo(200);
  }

  @Test
  void metrics_afterARequest_countItByWhatWasDecided() throws Exception {
    running.servedBy();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(running.get(running.admin("/metrics")).body())
                    .containsPattern(
                        "crossfade_requests_total\\{arm=\"legacy\",backend=\"legacy\","
                            + "protocol=\"HTTP/1.1\",status=\"200\",unit=\"shop\"\\} 1")
                    .contains("crossfade_request_duration_seconds_bucket")
                    .contains("crossfade_config_version 1")
                    .contains("crossfade_exposure_ratio{unit=\"shop\"} 0"));
  }

  @Test
  void adminPaths_onTheShopsPort_doNotExist() throws Exception {
    assertThat(running.get(running.shop("/healthz")).body()).isEqualTo("legacy");
    assertThat(running.get(running.shop("/api/v1/status")).body()).isEqualTo("legacy");
  }

  @Test
  void file_whenReplaced_isFollowed() throws Exception {
    running.write(running.config("100%"));

    await().atMost(PATIENCE).until(() -> running.servedBy().equals("next"));
  }

  @Test
  void file_behindASymlinkThatIsSwapped_isFollowed() throws Exception {
    // As Kubernetes mounts a ConfigMap: crossfade.yaml -> ..data/crossfade.yaml, ..data -> ..1
    Path one = Files.createDirectory(folder.resolve("..1"));
    Path two = Files.createDirectory(folder.resolve("..2"));
    Files.writeString(one.resolve("crossfade.yaml"), running.config("0%"));
    Files.writeString(two.resolve("crossfade.yaml"), running.config("100%"));
    Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
    Files.delete(running.file);
    Files.createSymbolicLink(running.file, Path.of("..data/crossfade.yaml"));

    Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
    Files.move(swapped, data, java.nio.file.StandardCopyOption.ATOMIC_MOVE);

    await().atMost(PATIENCE).until(() -> running.servedBy().equals("next"));
  }

  @Test
  void file_thatBecomesInvalid_changesNothingAndIsCounted() throws Exception {
    running.write(running.config("100 percent"));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(running.get(running.admin("/metrics")).body())
                    .contains("crossfade_config_reloads_total{result=\"refused\"} 1"));
    assertThat(running.servedBy()).isEqualTo("legacy");
    assertThat(running.json("/api/v1/status").path("config").path("version").asInt()).isEqualTo(1);
  }

  @Test
  void hangup_readsTheFileAgain() throws Exception {
    running.write(running.config("100%"));

    running.gateway().onHangup(_ -> {});

    await().atMost(PATIENCE).until(() -> running.servedBy().equals("next"));
  }

  @Test
  void reloadByApi_ofAnInvalidFile_answersEveryProblem() throws Exception {
    running.write(running.config("140%").replace("name: shop", "name: shop, colour: red"));

    HttpResponse<String> answer = running.post("/api/v1/config/reload", "");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("140% (expected: 0%..100%").contains("colour: unknown key");
    assertThat(running.servedBy()).isEqualTo("legacy");
  }

  @Test
  void reloadByApi_ofAValidFile_isActiveWhenItAnswers() throws Exception {
    running.write(running.config("100%"));

    HttpResponse<String> answer = running.post("/api/v1/config/reload", "{\"reason\":\"go\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"version\":2").contains("\"reason\":\"go\"");
    assertThat(running.servedBy()).isEqualTo("next");
  }

  @Test
  void version_thatWasActive_canBeBroughtBack() throws Exception {
    running.write(running.config("100%"));
    running.post("/api/v1/config/reload", "");

    HttpResponse<String> answer = running.post("/api/v1/config/rollback", "{\"version\":1}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(running.servedBy()).isEqualTo("legacy");
    JsonNode history = running.json("/api/v1/config/history").path("versions");
    assertThat(history.get(0).path("version").asInt()).isEqualTo(3);
    assertThat(history.get(0).path("reason").asString()).isEqualTo("back to version 1");
    assertThat(history.get(0).path("sha256")).isEqualTo(history.get(2).path("sha256"));
  }

  @Test
  void version_thatNeverWas_isNotFound() throws Exception {
    HttpResponse<String> answer = running.post("/api/v1/config/rollback", "{\"version\":7}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("version 7 is not kept");
  }

  @Test
  void versions_afterARestart_areStillThere() throws Exception {
    running.write(running.config("100%"));
    running.post("/api/v1/config/reload", "");
    running.close();
    running = RunningGateway.in(folder);

    JsonNode history = running.json("/api/v1/config/history").path("versions");

    assertThat(history.size()).isEqualTo(3);
    assertThat(running.post("/api/v1/config/rollback", "{\"version\":2}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void check_ofABody_appliesNothing() throws Exception {
    HttpResponse<String> good = running.post("/api/v1/config/check", running.config("100%"));
    HttpResponse<String> bad = running.post("/api/v1/config/check", "units: 7");

    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.body()).contains("\"valid\":false").contains("listeners");
    assertThat(running.servedBy()).isEqualTo("legacy");
  }

  @Test
  void adminPort_whenItMoves_refusesTheReload() throws Exception {
    running.write(running.config("0%").replace("127.0.0.1:0\" }", "127.0.0.1:1234\" }"));

    HttpResponse<String> answer = running.post("/api/v1/config/reload", "");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("admin.bind: cannot change while running");
  }

  @Test
  void configByApi_showsDefaultsAndNoSecrets() throws Exception {
    JsonNode config = running.json("/api/v1/config").path("config");

    assertThat(config.path("limits").path("body").asString()).isEqualTo("100MB");
    assertThat(config.path("units").get(0).path("name").asString()).isEqualTo("shop");
  }

  @Test
  void action_thatABrowserWasMadeToSend_isRefused() throws Exception {
    HttpResponse<String> answer =
        running.post("/api/v1/config/reload", "", "Origin", "http://evil.example");

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void start_onAPortInUse_startsNothing() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String text =
          running
              .config("0%")
              .replace("bind: 127.0.0.1:0", "bind: 127.0.0.1:" + taken.getLocalPort())
              .replace(folder.resolve("state").toString(), elsewhere.resolve("state").toString());
      Path file = Files.writeString(elsewhere.resolve("crossfade.yaml"), text);

      assertThatThrownBy(() -> start(file))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("listeners[0].bind")
          .hasMessageContaining("is in use");
    }
  }

  @Test
  void start_onAStateDirectoryInUse_saysWhoHasIt() {
    assertThatThrownBy(() -> start(running.file))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("in use by");
  }

  private static void start(Path file) throws StartFailure, IOException {
    Gateway.start(file, new ConfigLoader(_ -> Optional.empty()), null, System.out).close();
  }
}
