package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.crawl.CrawlLedger;
import dev.crossfade.seo.crawl.SqlLedger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a running gateway tells about crawlers. */
class CrawlApiTest {
  @TempDir Path folder;
  private RunningGateway running;

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
    running.write(
        running.config("100%") + "seo: { templates: [ { name: product, path: /p/** } ] }\n");
    assertThat(running.post("/api/v1/config/reload", "").statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void crawl(String agent) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(running.shop("/p/1")).header("user-agent", agent).build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  @Test
  void crawl_afterVisits_tellsWhoGotWhatFromWhom() throws Exception {
    crawl("Mozilla/5.0 (compatible; Googlebot/2.1)");
    crawl("Mozilla/5.0 (compatible; Googlebot/2.1)");
    crawl("Mozilla/5.0 (X11; Linux x86_64)");

    JsonNode hits = running.json("/api/v1/crawl?by=crawler,backend,status,template").path("hits");
    assertThat(hits.size()).isEqualTo(1);
    assertThat(hits.path(0).toString())
        .isEqualTo(
            "{\"crawler\":\"googlebot\",\"backend\":\"next\",\"status\":200,\"template\":\"product\",\"hits\":2}");
  }

  @Test
  void crawl_ofSomeOnly_countsThemAlone() throws Exception {
    crawl("Mozilla/5.0 (compatible; Googlebot/2.1)");
    crawl("Mozilla/5.0 (compatible; bingbot/2.0)");

    JsonNode hits = running.json("/api/v1/crawl?by=status&crawler=bingbot&status=200").path("hits");
    assertThat(hits.toString()).isEqualTo("[{\"status\":200,\"hits\":1}]");
    assertThat(running.json("/api/v1/crawl?backend=legacy").path("hits")).isEmpty();
  }

  @Test
  void stop_afterVisits_leavesThemWrittenDown() throws Exception {
    crawl("Mozilla/5.0 (compatible; bingbot/2.0)");
    running.close();

    try (CrawlLedger ledger = SqlLedger.open(folder.resolve("state/crawl.db"))) {
      assertThat(ledger.read(0, Long.MAX_VALUE).counts().values()).containsExactly(1L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/crawl?by=colour, by: colour",
    "/api/v1/crawl?hours=0, hours: 0",
    "/api/v1/crawl?hours=9999, hours: 9999",
    "/api/v1/crawl?days=1, parameter days",
  })
  void crawl_mistyped_isRefusedWithWhatWasExpected(String path, String said) throws Exception {
    JsonNode answer = running.json(path);

    assertThat(answer.path("status").asInt()).isEqualTo(400);
    assertThat(answer.path("detail").asString()).contains(said).contains("expected");
  }
}
