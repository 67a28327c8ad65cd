package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.cli.Commands.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A check looks into the files that a configuration names, as activating it would. */
class CheckFilesTest {
  private static final String SHOP =
      """
      listeners: [ { bind: 127.0.0.1:8080 } ]
      backends:
        legacy: { endpoints: ["http://127.0.0.1:8081"] }
        next: { endpoints: ["http://127.0.0.1:8082"] }
      units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: 25% } } ]
      """;

  @TempDir Path folder;

  private Ran check(String more, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("crossfade.yaml"), SHOP + more);
    String[] args = new String[options.length + 3];
    args[0] = "check";
    args[1] = "-c";
    args[2] = file.toString();
    System.arraycopy(options, 0, args, 3, options.length);
    return Commands.run(args);
  }

  @Test
  void check_ofABadRedirect_namesItsLine() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "/ok,/fine\n/a,/b,999\n");

    Ran ran = check("redirects: [ { file: a.csv } ]\n");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).contains(csv + ":2:1: ").contains("999").contains("1 problem");
  }

  @Test
  void check_ofALenientFile_warns() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "/ok,/fine\n/a,/b,999\n");

    Ran ran = check("redirects: [ { file: a.csv, lenient: true } ]\n");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("warning: " + csv + ":2:1: ");
  }

  @Test
  void check_ofABadInlineRedirect_namesItsKey() throws IOException {
    JsonNode answer =
        check(
                """
                redirects:
                  - { prefix: /ok/, to: /fine/ }
                  - { pattern: "^/a$", to: "/a$7" }
                """,
                "--json")
            .json();

    JsonNode problem = answer.path("problems").get(0);
    assertThat(problem.path("path").asString()).isEqualTo("redirects[1]");
    assertThat(problem.path("line").asInt()).isEqualTo(8);
  }

  @Test
  void check_ofDamagedRangesAndDatabase_namesBothKeys() throws IOException {
    Files.writeString(folder.resolve("googlebot.json"), "{");
    Files.writeString(folder.resolve("geo.mmdb"), "no database");

    Ran ran =
        check(
            """
            trust: { geoDatabase: geo.mmdb }
            crawlers: { verify: { ranges: [googlebot.json] } }
            """);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out())
        .contains("crossfade.yaml:6:10: trust.geoDatabase: ")
        .contains("crossfade.yaml:7:32: crawlers.verify.ranges[0]: ");
  }

  @Test
  void check_ofAMistypedCrawler_saysWhatWasMeant() throws IOException {
    Ran ran = check("cohorts: { bots: { crawler: gogglebot } }\n");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out())
        .contains("crossfade.yaml:6:20: cohorts.bots.crawler: \"gogglebot\" is not known")
        .contains("did you mean \"googlebot\"?");
  }

  @Test
  void check_ofADamagedKey_saysSo() throws IOException {
    Path key =
        Files.writeString(
            Files.createDirectories(folder.resolve("state")).resolve("cookie-key"), "AAEC");

    Ran ran = check("");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).contains("state.dir: " + key + ": is cut off");
  }

  @Test
  void check_doesNothing() throws IOException {
    Files.createDirectories(folder.resolve("state"));
    Path hits = Files.writeString(folder.resolve("state/redirect-hits"), "damaged");

    assertThat(check("").exit()).isZero();
    assertThat(hits).hasContent("damaged");
    try (var files = Files.list(folder.resolve("state"))) {
      assertThat(files).containsExactly(hits);
    }
  }
}
