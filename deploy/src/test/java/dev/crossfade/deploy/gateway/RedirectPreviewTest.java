package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a running gateway tells about its redirects, and of a file that somebody would like. */
class RedirectPreviewTest {
  private static final String PREVIEW = "/api/v1/redirects/preview";

  @TempDir Path folder;
  private RunningGateway running;
  private Shop empty;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(
        folder.resolve("moved.csv"),
        "/sale,/c/sale\n/lamp-red.html,/p/red-lamp\n/old/one,/p/one\n/old/two,/old/one\n");
    empty = Shop.without("nothing");
    running = RunningGateway.in(folder);
    running.write(
        running
                .config("100%")
                .replaceAll("next: \\{[^}]*}", "next: { endpoints: [\"" + empty.url() + "\"] }")
            + "redirects: [ { file: moved.csv }, { prefix: /blog/, to: /stories/ } ]\n");
    assertThat(running.post("/api/v1/config/reload", "").statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    running.close();
    empty.close();
  }

  private JsonNode sent(String body) throws Exception {
    HttpResponse<String> answer = running.post(PREVIEW + "?name=new.csv", body);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Files that are kept below the state for a preview. */
  private List<String> kept() throws IOException {
    Path previews = folder.resolve("state/redirect-previews");
    if (!Files.exists(previews)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(previews)) {
      return files.map(file -> file.getFileName().toString().replaceAll(".*\\.", "")).toList();
    }
  }

  @Test
  void preview_ofAnotherFile_tellsWhatWouldChangeAndChangesNothing() throws Exception {
    running.get(running.shop("/lamp-red.html"));
    running.get(running.shop("/lamp-red.html"));
    running.get(running.shop("/about-us"));

    JsonNode preview =
        sent("/sale,/c/sale,302\n/old/one,/p/1\n/about-us,/about\n/x,/y\n/y,/x2\n").path("preview");

    assertThat(preview.path("redirects").asInt()).isEqualTo(5);
    assertThat(preview.path("replaces").asString()).endsWith("moved.csv");
    assertThat(preview.path("format").asString()).isEqualTo("csv");
    assertThat(preview.path("refused").asBoolean()).isFalse();
    assertThat(preview.path("entriesBefore").asInt()).isEqualTo(5);
    assertThat(preview.path("entriesAfter").asInt()).isEqualTo(6);
    assertThat(preview.path("same").asInt()).as("the prefix").isEqualTo(1);
    assertThat(preview.path("added").path("count").asInt()).isEqualTo(3);
    assertThat(preview.path("restatused").path("examples").get(0).path("source").asString())
        .isEqualTo("/sale");
    JsonNode elsewhere = preview.path("retargeted").path("examples").get(0);
    assertThat(elsewhere.path("before").asString()).isEqualTo("/p/one");
    assertThat(elsewhere.path("now").asString()).isEqualTo("/p/1");
    JsonNode removed = preview.path("removed");
    assertThat(removed.path("count").asInt()).isEqualTo(2);
    assertThat(removed.path("hit").asInt()).isEqualTo(1);
    assertThat(removed.path("hits").asInt()).isEqualTo(2);
    assertThat(removed.path("lost").asInt()).isEqualTo(2);
    assertThat(removed.path("examples").get(0).path("source").asString())
        .as("what is asked for comes first")
        .isEqualTo("/lamp-red.html");
    JsonNode answers = preview.path("answers");
    assertThat(answers.path("pages").asInt()).isEqualTo(1);
    assertThat(answers.path("examples").get(0).path("target").asString()).isEqualTo("/about");
    assertThat(preview.path("lint").toString()).contains("RED-CHAIN").contains("RED-TEMPORARY");

    assertThat(running.json("/api/v1/redirects/stats").path("total").asInt()).isEqualTo(5);
    assertThat(kept()).containsExactly("map");
  }

  @Test
  void preview_ofAnotherFormat_isHandedOutAsOurs() throws Exception {
    HttpResponse<String> answer =
        running.post(
            PREVIEW + "?name=.htaccess",
            "Redirect 301 /a /b\nRedirectMatch 301 ^/p(\\d+)$ /q/$1\n");

    JsonNode sent = JsonMapper.shared().readTree(answer.body());
    assertThat(sent.path("preview").path("format").asString()).isEqualTo("apache");
    HttpResponse<String> file = running.get(running.admin(sent.path("file").asString()));
    assertThat(file.body()).contains("\"/b\"").contains("pattern");
    assertThat(file.headers().firstValue("content-disposition").orElse(""))
        .isEqualTo("attachment; filename=\"moved.jsonl\"");

    sent = JsonMapper.shared().readTree(running.post(PREVIEW, "/only,/rows\n").body());
    assertThat(running.get(running.admin(sent.path("file").asString())).body())
        .isEqualTo("source,target,status\n/only,/rows,\n");
  }

  @Test
  void preview_twice_keepsTheLastOnly() throws Exception {
    JsonNode first = sent("/a,/b\n");
    sent("/c,/d\n");

    assertThat(running.get(running.admin(first.path("file").asString())).statusCode())
        .isEqualTo(404);
    assertThat(running.json(PREVIEW).path("preview").path("redirects").asInt()).isEqualTo(1);
    assertThat(kept()).containsExactly("map");

    running.close();
    assertThat(kept()).isEmpty();
  }

  @Test
  void preview_ofWhatIsNoMap_saysWhyAndKeepsNothing() throws Exception {
    JsonNode nothing = sent("");
    assertThat(nothing.path("status").asInt()).isEqualTo(400);
    assertThat(nothing.path("detail").asString()).contains("is empty");

    JsonNode picture = sent("\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR\u0000\u0001\n");
    assertThat(picture.path("status").asInt()).isEqualTo(400);
    assertThat(picture.path("detail").asString()).isEqualTo("nothing in it is a redirect");
    assertThat(picture.path("problems").get(0).asString()).startsWith("new.csv:");

    assertThat(kept()).isEmpty();
  }

  @Test
  void preview_ofMistakes_namesTheirLinesAndThatItWouldBeRefused() throws Exception {
    JsonNode preview = sent("/a,/b\n/c,/d,999\nnonsense\n/e,/f\n/f,/e\n").path("preview");

    assertThat(preview.path("refused").asBoolean()).isTrue();
    assertThat(preview.path("problems").toString())
        .contains("new.csv:2: ")
        .contains("new.csv:3: ")
        .contains("leads in a circle");
    assertThat(preview.path("lint").toString()).contains("RED-LOOP");
  }

  @Test
  void preview_whereTheFileIsUnclear_asksForIt() throws Exception {
    Files.writeString(folder.resolve("more.csv"), "/m,/n\n");
    running.write(
        running.config("100%") + "redirects: [ { file: moved.csv }, { file: more.csv } ]\n");
    running.post("/api/v1/config/reload", "");

    JsonNode unclear = sent("/m,/o\n");
    assertThat(unclear.path("detail").asString()).contains("redirects[1]").contains("or none");

    JsonNode meant =
        JsonMapper.shared()
            .readTree(running.post(PREVIEW + "?replaces=redirects%5B1%5D", "/m,/o\n").body());
    assertThat(meant.path("preview").path("retargeted").path("count").asInt()).isEqualTo(1);
    JsonNode named =
        JsonMapper.shared().readTree(running.post(PREVIEW + "?name=more.csv", "/m,/o\n").body());
    assertThat(named.path("preview").path("replaces").asString()).endsWith("more.csv");
    JsonNode added =
        JsonMapper.shared().readTree(running.post(PREVIEW + "?replaces=none", "/o,/p\n").body());
    assertThat(added.path("preview").path("same").asInt()).isEqualTo(5);
  }

  /** One after the other, also when somebody goes away in the middle. */
  @Test
  void preview_whileAnotherIsUnderWay_isRefusedUntilItEnds() throws Exception {
    try (Socket slow =
        new Socket(InetAddress.getLoopbackAddress(), running.gateway().adminPort())) {
      slow.getOutputStream()
          .write(
              ("POST "
                      + PREVIEW
                      + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999\r\n\r\n/a,/b\n")
                  .getBytes(UTF_8));
      await().until(() -> kept().contains("upload"));

      HttpResponse<String> second = running.post(PREVIEW, "/a,/b\n");
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body()).contains("a file of local is being looked at");
    }
    await().until(() -> kept().isEmpty());
    await().until(() -> running.post(PREVIEW, "/a,/b\n").statusCode() == 200);
  }

  @Test
  void preview_thatIsTooLarge_isRefusedBeforeItComes() throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), running.gateway().adminPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + PREVIEW
                      + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 999999999\r\n\r\n")
                  .getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 413")
          .contains("200MB");
    }
    await().until(() -> kept().isEmpty());
    assertThat(sent("/a,/b\n").path("preview").path("redirects").asInt()).isEqualTo(1);
  }

  @Test
  void lint_ofTheActiveRedirects_namesTheirLines() throws Exception {
    JsonNode lint = running.json("/api/v1/redirects/lint");

    assertThat(lint.path("redirects").asInt()).isEqualTo(5);
    assertThat(lint.path("changed").asBoolean()).isFalse();
    assertThat(lint.path("rules").get(0).path("rule").asString()).isEqualTo("RED-CHAIN");
    assertThat(lint.path("rules").get(0).path("first").get(0).path("place").asString())
        .isEqualTo(folder.resolve("moved.csv") + ":4");
  }

  @Test
  void stats_searched_areWhatIsMeant() throws Exception {
    running.get(running.shop("/old/two"));

    JsonNode found = running.json("/api/v1/redirects/stats?q=/old&in=source&at=start&sort=hits");
    assertThat(found.path("found").asInt()).isEqualTo(2);
    assertThat(found.path("entries").get(0).path("source").asString()).isEqualTo("/old/two");
    assertThat(found.path("entries").get(0).path("crawlerHits").asInt()).isZero();
    assertThat(found.path("since").asString()).startsWith("20");
    assertThat(running.json("/api/v1/redirects/stats?never=true").path("found").asInt())
        .isEqualTo(4);
    assertThat(running.get(running.admin("/api/v1/redirects/stats?sort=size")).body())
        .contains("expected: one of map, hits, latest, idle");
  }
}
