package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a running gateway tells about its decisions, its redirects and configurations to come. */
class ExplainApiTest {
  private static final String REDIRECTS =
      "redirects: [ { file: moved.csv }, { prefix: /blog/, to: /stories/ } ]\n";

  @TempDir Path folder;
  private RunningGateway running;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("moved.csv"), "/sale,/c/sale\n/lamp-red.html,/p/red-lamp\n");
    running = RunningGateway.in(folder);
    running.write(running.config("100%") + REDIRECTS);
    assertThat(running.post("/api/v1/config/reload", "").statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static String url(String path) {
    return "/api/v1/explain?url=" + URLEncoder.encode("https://shop.example" + path, UTF_8);
  }

  @Test
  void explain_ofAPage_isTheDecisionWithItsLines() throws Exception {
    JsonNode answer = running.json(url("/p/1") + "&ip=203.0.113.7&header=x-a:+1&cookie=cf_id=ada");

    assertThat(answer.path("backend").asString()).isEqualTo("next");
    assertThat(answer.path("exposure").asDouble()).isEqualTo(100);
    assertThat(answer.path("trace").toString())
        .contains("known by the cookie cf_id")
        .contains(running.file + ":8:")
        .contains("next serves everybody");
  }

  @Test
  void explain_afterAReload_isOfTheNewConfiguration() throws Exception {
    running.write(running.config("0%"));
    running.post("/api/v1/config/reload", "");

    assertThat(running.json(url("/p/1")).path("backend").asString()).isEqualTo("legacy");
  }

  @Test
  void explain_ofARedirect_countsNothing() throws Exception {
    assertThat(running.json(url("/sale")).path("location").asString()).isEqualTo("/c/sale");

    assertThat(entry(0).path("hits").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/explain, url is missing",
    "/api/v1/explain?url=/x, begins with neither",
    "/api/v1/explain?url=http://a/&url=http://b/, url is there 2 times",
    "/api/v1/explain?url=http://a/&colour=red, parameter colour",
    "/api/v1/explain?url=http://a/&ip=nobody, ip nobody is no address",
    "/api/v1/redirects/stats?cursor=x, cursor: x",
    "/api/v1/redirects/stats?limit=0, limit: 0",
    "/api/v1/redirects/misses?limit=1001, 'limit: 1001 (expected: 1..1000)'"
  })
  void api_ofWhatCannotBe_is400WithTheReason(String path, String message) throws Exception {
    HttpResponse<String> answer = running.get(running.admin(path));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(message);
  }

  private JsonNode entry(int place) throws Exception {
    return running.json("/api/v1/redirects/stats").path("entries").get(place);
  }

  @Test
  void stats_afterAVisit_haveItsHit() throws Exception {
    running.get(running.shop("/sale"));

    JsonNode entry = entry(0);
    assertThat(entry.path("source").asString()).isEqualTo("/sale");
    assertThat(entry.path("target").asString()).isEqualTo("/c/sale");
    assertThat(entry.path("status").asInt()).isEqualTo(301);
    assertThat(entry.path("place").asString()).isEqualTo(folder.resolve("moved.csv") + ":1");
    assertThat(entry.path("hits").asInt()).isEqualTo(1);
    assertThat(entry.path("lastHit").asString()).startsWith("20").endsWith("Z");
  }

  @Test
  void stats_byCursor_areAllEntriesOnce() throws Exception {
    JsonNode first = running.json("/api/v1/redirects/stats?limit=2");
    JsonNode second =
        running.json("/api/v1/redirects/stats?limit=2&cursor=" + first.path("next").asString());
    JsonNode beyond = running.json("/api/v1/redirects/stats?cursor=999");

    assertThat(first.path("total").asInt()).isEqualTo(3);
    assertThat(first.path("entries").size()).isEqualTo(2);
    assertThat(second.path("entries").size()).isEqualTo(1);
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(beyond.path("entries").isEmpty()).isTrue();
  }

  @Test
  void misses_beforeAny_areNone() throws Exception {
    JsonNode answer = running.json("/api/v1/redirects/misses");

    assertThat(answer.path("misses").isEmpty()).isTrue();
    assertThat(answer.path("dropped").asInt()).isZero();
  }

  @Test
  void misses_ofPagesNobodyHas_areRankedWithSuggestions() throws Exception {
    try (Shop empty = Shop.without("nothing")) {
      running.write(
          running
                  .config("100%")
                  .replaceAll("next: \\{[^}]*}", "next: { endpoints: [\"" + empty.url() + "\"] }")
              + REDIRECTS);
      running.post("/api/v1/config/reload", "");
      running.get(running.shop("/shop/red-lamp"));
      running.get(running.shop("/shop/red-lamp"));
      running.get(running.shop("/about"));

      JsonNode misses = running.json("/api/v1/redirects/misses?limit=10").path("misses");

      assertThat(misses.size()).isEqualTo(2);
      assertThat(misses.get(0).path("path").asString()).isEqualTo("/shop/red-lamp");
      assertThat(misses.get(0).path("hits").asInt()).isEqualTo(2);
      assertThat(misses.get(0).path("suggestions").toString()).isEqualTo("[\"/p/red-lamp\"]");
      assertThat(misses.get(1).path("suggestions").isEmpty()).isTrue();
    }
  }

  @Test
  void check_ofABodyWithABadFile_namesItsLine() throws Exception {
    Path csv = Files.writeString(folder.resolve("bad.csv"), "/a,/b,999\n");

    HttpResponse<String> answer =
        running.post(
            "/api/v1/config/check", running.config("100%") + "redirects: [ { file: bad.csv } ]\n");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("\"file\":\"" + csv + "\",\"line\":1");
  }

  /** What is wrong with a file may quote it: a viewer could read the cookie key that way. */
  @Test
  void check_byAViewer_looksIntoNoFile() throws Exception {
    Files.writeString(folder.resolve("bad.csv"), "/a,/b,999\n");
    running.write(
        running
            .config("100%")
            .replace(
                "admin: { bind: \"127.0.0.1:0\" }",
                "admin: { bind: \"127.0.0.1:0\", tokens: [ { name: v, role: viewer, sha256: \""
                    + sha256("viewer-token")
                    + "\" } ] }"));
    assertThat(running.post("/api/v1/config/reload", "").statusCode()).isEqualTo(200);

    HttpResponse<String> answer =
        running.post(
            "/api/v1/config/check",
            running.config("100%") + "redirects: [ { file: bad.csv } ]\n",
            "Authorization",
            "Bearer viewer-token");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"files\":false");
  }

  private static String sha256(String text) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }
}
