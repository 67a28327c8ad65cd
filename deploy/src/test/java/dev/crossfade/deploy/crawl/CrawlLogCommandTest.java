package dev.crossfade.deploy.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.cli.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CrawlLogCommandTest {
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  @TempDir Path folder;

  private record Ran(int exit, String out, String err) {}

  private static Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Cli.run(
            args,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            CrawlLogCommand.class);
    return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static String combined(long minute, String address, int status, String path) {
    return "%s - - [%s] \"GET %s HTTP/1.1\" %d 100 \"-\" \"Mozilla/5.0 (compatible; Googlebot/2.1)\"%n"
        .formatted(address, TIME.format(BEGIN.plusSeconds(minute * 60)), path, status);
  }

  private static String ours(long minute, String backend, String path) {
    return "{\"ts\":\"%s\",\"client\":\"66.249.66.1\",\"method\":\"GET\",\"host\":\"a.example\",\"path\":\"%s\",\"status\":200,\"backend\":\"%s\",\"crawler\":\"googlebot\"}%n"
        .formatted(BEGIN.plusSeconds(minute * 60), path, backend);
  }

  private Path log(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** Ten days of a visit a minute, with an outage of three hours on the ninth. */
  private Path outage() throws IOException {
    StringBuilder text = new StringBuilder();
    for (long minute = 0; minute < 10 * 1_440; minute++) {
      boolean failing = minute >= 8 * 1_440 && minute < 8 * 1_440 + 180;
      text.append(combined(minute, "66.249.66.1", failing ? 503 : 200, "/p/" + minute % 50));
    }
    return log("access.log", text.toString());
  }

  @Test
  void crawlLog_ofAnOutage_namesItsFirstHour() throws IOException {
    Ran ran = run("crawl-log", outage().toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("BOT-ERRORS").contains("2026-11-09T00:00:00Z");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void crawlLog_asJson_isOneDocument() throws IOException {
    JsonNode json =
        JsonMapper.shared().readTree(run("crawl-log", "--json", outage().toString()).out());
    assertThat(json.path("audit").asString()).isEqualTo("crawl-log");
    assertThat(json.path("checked").asLong()).isEqualTo(50);
    assertThat(json.path("findings").path(0).path("rule").asString()).isEqualTo("BOT-ERRORS");
  }

  @Test
  void crawlLog_asReport_hasTablesForPeople() throws IOException {
    Path report = folder.resolve("crawl.html");
    run("crawl-log", outage().toString(), "--report", report.toString());
    assertThat(report).content().contains("What changed").contains("By hour of the day");
  }

  @Test
  void crawlLog_ofOurOwn_findsPagesFromBothStorefronts() throws IOException {
    Path log = log("access.json", ours(0, "legacy", "/a") + ours(5, "next", "/a"));
    Ran ran = run("crawl-log", log.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("SEO-FLIP").contains("a.example/a");
  }

  @Test
  void crawlLog_withRanges_tellsFakesFromCrawlers() throws IOException {
    log("googlebot.json", "{\"prefixes\":[{\"ipv4Prefix\":\"66.249.64.0/19\"}]}");
    Path config =
        log(
            "crossfade.yaml",
            """
            listeners: [ { bind: 127.0.0.1:0 } ]
            backends:
              legacy: { endpoints: ["http://127.0.0.1:1"] }
              next: { endpoints: ["http://127.0.0.1:2"] }
            units: [ { name: all, match: [ { path: /** } ], exposure: { percent: 0% } } ]
            crawlers: { verify: { dns: false, ranges: [googlebot.json] } }
            seo: { templates: [ { name: product, path: /p/** } ] }
            """);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      text.append(combined(i, "203.0.113.9", 200, "/p/1"));
      text.append(combined(i, "66.249.66.1", 200, "/p/1"));
    }
    Path log = log("access.log", text.append(combined(400, "66.249.66.1", 200, "/")).toString());
    Ran ran = run("crawl-log", "-c", config.toString(), log.toString(), "--json");
    JsonNode json = JsonMapper.shared().readTree(ran.out());
    assertThat(json.path("findings").path(0).path("rule").asString()).isEqualTo("BOT-FAKE");
    assertThat(ran.out()).contains("product");
  }

  @Test
  void crawlLog_withoutCrawlers_isClean() throws IOException {
    Path log = log("access.log", combined(0, "1.2.3.4", 200, "/").replace("Googlebot", "Firefox"));
    assertThat(run("crawl-log", log.toString()).exit()).isZero();
  }

  @Test
  void crawlLog_fileThatIsNotThere_saysSo() {
    Ran ran = run("crawl-log", folder.resolve("none.log").toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("none.log: does not exist");
  }

  @Test
  void crawlLog_fileThatIsNoLog_saysWhatWasExpected() throws IOException {
    Ran ran = run("crawl-log", log("notes.txt", "dear diary\n").toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("no line of an access log").contains("expected: combined");
  }

  @Test
  void crawlLog_mistypedOptions_areNamed() throws IOException {
    String log = log("access.log", combined(0, "1.2.3.4", 200, "/")).toString();
    assertThat(run("crawl-log", log, "--split", "yesterday").err()).contains("--split yesterday");
    assertThat(run("crawl-log", log, "--format", "xml").exit()).isEqualTo(2);
    assertThat(run("crawl-log", log, "--report", folder + "/no/x.html").err())
        .contains("there is no folder");
  }
}
