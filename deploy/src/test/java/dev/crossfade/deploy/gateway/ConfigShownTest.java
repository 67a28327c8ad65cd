package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Configurations as a running gateway shows them: versions, differences, consequences. */
class ConfigShownTest {
  private static final String SECRETS =
      "secrets: { webhookKey: HUSH-HUSH-%s-0123456789, cookieKeys: [ { id: a, value: 'HUSH-cookie-%s-0123' } ] }\n";

  @TempDir Path folder;
  private RunningGateway running;

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
    running.write(running.config("10%") + "# HUSH: rotated\n" + SECRETS.formatted("one", "one"));
    assertThat(reload("new keys").statusCode()).isEqualTo(200);
    running.write(running.config("20%") + SECRETS.formatted("two", "one"));
    assertThat(reload("more of it").statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private HttpResponse<String> reload(String reason) throws Exception {
    return running.post("/api/v1/config/reload", "{\"reason\":\"" + reason + "\"}");
  }

  @Test
  void everyAnswer_showsNoSecret() throws Exception {
    for (String path :
        new String[] {
          "/api/v1/config",
          "/api/v1/config/history",
          "/api/v1/config/history/2",
          "/api/v1/config/difference?from=1&to=3",
          "/api/v1/config/difference?from=2",
          "/api/v1/config/consequence",
          "/api/v1/config/consequence?version=2",
          "/config",
          "/config/2",
          "/config/2/text",
          "/config/3/rollback",
          "/config/difference?from=1&to=2",
          "/config/reload",
        }) {
      HttpResponse<String> answer = running.get(running.admin(path));
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).as(path).doesNotContain("HUSH");
    }
    assertThat(running.get(running.admin("/config/2/text")).body())
        .contains("percent: 10%")
        .contains("webhookKey: (secret)");
  }

  @Test
  void difference_ofVersions_isByKeyAndByLine() throws Exception {
    JsonNode difference = running.json("/api/v1/config/difference?from=2&to=3");

    assertThat(difference.path("keys").toString())
        .contains("units[shop].exposure.percent")
        .contains("\"before\":\"10%\"")
        .contains("secrets.webhookKey")
        .contains("(another secret)")
        .doesNotContain("cookieKeys");
    assertThat(difference.path("added").asInt()).isEqualTo(2);
    assertThat(difference.path("lines").toString()).contains("percent: 20%");
    assertThat(running.get(running.admin("/api/v1/config/difference?from=2&to=99")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void consequence_ofTheFile_isWhatAReloadWouldDo() throws Exception {
    assertThat(running.json("/api/v1/config/consequence").path("same").asBoolean()).isTrue();

    running.write(running.config("130%"));
    JsonNode invalid = running.json("/api/v1/config/consequence");
    assertThat(invalid.path("same").asBoolean()).isFalse();
    assertThat(invalid.path("problems").get(0).path("message").asString()).contains("130%");
    assertThat(running.json("/api/v1/status").path("config").path("version").asInt()).isEqualTo(3);
  }

  @Test
  void consequence_ofAVersion_isWhatGoingBackWouldDo() throws Exception {
    JsonNode back = running.json("/api/v1/config/consequence?version=2");

    assertThat(back.path("same").asBoolean()).isFalse();
    assertThat(back.path("problems").isEmpty()).isTrue();
    assertThat(back.path("difference").path("keys").toString()).contains("\"now\":\"10%\"");
    assertThat(running.json("/api/v1/status").path("config").path("version").asInt()).isEqualTo(3);
    assertThat(running.get(running.admin("/api/v1/config/consequence?version=99")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void consequence_ofAFileThatIsGone_isAProblem() throws Exception {
    Files.delete(running.file);

    JsonNode gone = running.json("/api/v1/config/consequence");

    assertThat(gone.path("problems").get(0).path("message").asString()).contains("does not exist");
  }

  private HttpResponse<String> form(String path, String fields) throws Exception {
    return running.post(path, fields, "content-type", "application/x-www-form-urlencoded");
  }

  @Test
  void rollback_fromThePage_asksWhyAndIsDone() throws Exception {
    HttpResponse<String> without = form("/config/2/rollback", "reason=");
    assertThat(without.statusCode()).isEqualTo(422);
    assertThat(without.body()).contains("why is missing").contains("Go back to version 2");

    HttpResponse<String> done = form("/config/2/rollback", "reason=too+fast");
    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(done.headers().firstValue("location")).contains("/config");
    JsonNode active = running.json("/api/v1/config");
    assertThat(active.path("version").asInt()).isEqualTo(4);
    assertThat(active.path("reason").asString()).isEqualTo("too fast");
  }

  @Test
  void reload_fromThePage_ofABadFileSaysWhatIsWrong() throws Exception {
    running.write(running.config("130%"));

    HttpResponse<String> refused = form("/config/reload", "reason=try");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("130%").contains("It was refused");
  }

  @Test
  void check_onThePage_tellsProblemsWithTheirPlaces() throws Exception {
    String text = running.config("130%") + "x-long: \"" + "y".repeat(50_000) + "\"\n";
    HttpResponse<String> answer =
        form("/config/check", "text=" + URLEncoder.encode(text, StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(running.file + ":8:").contains("130%");
    assertThat(form("/config/check", "text=").statusCode()).isEqualTo(422);
  }
}
