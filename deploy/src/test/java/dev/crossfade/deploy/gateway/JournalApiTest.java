package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a running gateway tells of what happened. */
class JournalApiTest {
  private static final String ROLLOUT =
      "rollout: { stages: [ { percent: 5%, hold: 1h }, { percent: 100%, hold: 1h } ] }";

  @TempDir Path folder;
  private RunningGateway running;

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
    running.write(running.config("0%").replace("exposure: { percent: 0% }", ROLLOUT));
    assertThat(running.post("/api/v1/config/reload", "{\"reason\":\"=a plan\"}").statusCode())
        .isEqualTo(200);
    assertThat(running.post("/api/v1/rollouts/shop/start", "{\"reason\":\"go\"}").statusCode())
        .isEqualTo(200);
    assertThat(running.post("/api/v1/rollouts/shop/hold", "{\"reason\":\"wait\"}").statusCode())
        .isEqualTo(200);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private JsonNode entries(String query) throws Exception {
    return running.json("/api/v1/journal?" + query).path("entries");
  }

  @Test
  void journal_filtered_hasWhatIsWanted() throws Exception {
    assertThat(entries("kind=rollout")).hasSize(2);
    assertThat(entries("subject=shop&actor=local")).hasSize(2);
    assertThat(entries("subject=sho")).isEmpty();
    assertThat(entries("actor=nobody")).isEmpty();
    assertThat(entries("kind=rollout&limit=1").path(0).path("reason").asString()).isEqualTo("wait");
  }

  /** A configuration may hold what a viewer must not see. */
  @Test
  void journal_ofConfigurations_hasNoTextOfThem() throws Exception {
    JsonNode config = entries("kind=config").path(0);

    assertThat(config.path("reason").asString()).isEqualTo("=a plan");
    assertThat(config.path("body").path("version").asInt()).isEqualTo(2);
    assertThat(config.path("body").has("text")).isFalse();
    assertThat(running.get(running.admin("/api/v1/journal?format=csv")).body())
        .doesNotContain("endpoints");
  }

  @Test
  void journal_asAFile_isWhatASpreadsheetMayOpen() throws Exception {
    HttpResponse<String> csv = running.get(running.admin("/api/v1/journal?format=csv"));

    assertThat(csv.headers().firstValue("content-disposition").orElse(""))
        .isEqualTo("attachment; filename=journal.csv");
    assertThat(csv.body().lines().findFirst().orElse(""))
        .isEqualTo("seq,at,actor,kind,subject,reason,particulars");
    assertThat(csv.body()).contains(",rollout,shop,wait,", ",'=a plan,");
    assertThat(running.get(running.admin("/api/v1/journal?format=pdf")).body())
        .contains("format: pdf (expected: csv or json)");
  }

  @Test
  void page_ofAUnit_tellsWhatHappenedToIt() throws Exception {
    HttpResponse<String> page = running.get(running.admin("/journal?subject=shop"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("was held at 5 %", "started at 5 %", "“wait”")
        .doesNotContain("became active");
  }
}
