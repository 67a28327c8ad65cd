package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.cli.Commands.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a new configuration would change, as it is asked on the command line. */
class DiffCommandTest {
  private static final String OLD =
      """
      listeners: [ { bind: 127.0.0.1:8080 } ]
      secrets: { cookieKeys: [ { id: k1, value: a key nobody can guess } ] }
      seo: { origin: "https://www.shop.example" }
      backends:
        legacy: { endpoints: ["http://127.0.0.1:8081"] }
        next: { endpoints: ["http://127.0.0.1:8082"] }
      cohorts:
        india: { country: [IN] }
      units:
        - name: catalog
          match: [ { path: /c/** } ]
          exposure: { percent: 20% }
        - name: search
          match: [ { path: /search/** } ]
          rollout: { stages: [ { percent: 5%, hold: 1h } ] }
        - name: account
          match: [ { path: /account/** } ]
          send: legacy
      redirects: [ { prefix: /old/, to: /c/ } ]
      """;

  @TempDir Path folder;
  private Path old;

  @BeforeEach
  void write() throws IOException {
    old = Files.writeString(folder.resolve("old.yaml"), OLD);
  }

  private Ran diff(String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("new.yaml"), text);
    return Commands.run(
        Stream.concat(
                Stream.of("diff", "-c", file.toString(), "--against", old.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private String urls(String text) throws IOException {
    return Files.writeString(folder.resolve("urls"), text).toString();
  }

  @Test
  void diff_ofTheSame_exits0() throws IOException {
    Ran ran = diff(OLD, "--urls", urls("/c/1\n/account/\n/old/x\n"));

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("no key changes\n\n3 URLs, no decision moves\n");
  }

  @Test
  void diff_ofKeys_callsThemByTheirNames() throws IOException {
    Ran ran =
        diff(
            OLD.replace("20%", "45%")
                .replace("india: { country: [IN] }", "india: { country: [IN, LK] }"));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .isEqualTo(
            """
            2 changes
              cohorts.india.country            ["IN"] → ["IN","LK"]
              units[catalog].exposure.percent  20% → 45%
            """);
  }

  @Test
  void diff_ofAKeyThatIsSecret_saysOnlyThatItChanged() throws IOException {
    Ran ran = diff(OLD.replace("a key nobody can guess", "another of those keys"), "--json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.json().path("changes").toString())
        .isEqualTo(
            "[{\"path\":\"secrets.cookieKeys[k1].value\",\"old\":\"(secret)\","
                + "\"new\":\"(another secret)\"}]");
    assertThat(ran.out()).doesNotContain("guess").doesNotContain("another of those");
  }

  @Test
  void diff_ofAnAddedSecret_tellsItToNobody() throws IOException {
    Ran ran =
        diff(
            OLD.replace("secrets: {", "secrets: { revokedPreviews: [],")
                .replace("[ { id: k1", "[ { id: k0, value: a newer key that is long }, { id: k1"),
            "--json");

    assertThat(ran.json().path("changes").get(0).path("new").toString())
        .isEqualTo("{\"id\":\"k0\",\"value\":\"(secret)\"}");
    assertThat(ran.out()).doesNotContain("newer");
  }

  @Test
  void diff_ofTheOrder_saysSo() throws IOException {
    String account = "  - name: account\n    match: [ { path: /account/** } ]\n    send: legacy\n";

    Ran ran = diff(OLD.replace(account, "").replace("units:\n", "units:\n" + account));

    assertThat(ran.out())
        .contains(
            "units (order)  [\"catalog\",\"search\",\"account\"] →"
                + " [\"account\",\"catalog\",\"search\"]");
  }

  @Test
  void diff_ofAPlan_saysFromWhenItHolds() throws IOException {
    Ran ran = diff(OLD.replace("percent: 5%", "percent: 7%"));

    assertThat(ran.out())
        .contains("units[search].rollout.stages[0].percent  5% → 7%")
        .contains("note: search: if it is running, it stays at its stage until the hold is over");
  }

  @Test
  void diff_ofFilesElsewhere_changesNothing() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path moved = Files.writeString(elsewhere.resolve("crossfade.yaml"), OLD);

    assertThat(Commands.run("diff", "-c", moved.toString(), "--against", old.toString()).exit())
        .isZero();
  }

  @Test
  void diff_ofAnExposure_saysWhichShareMoves() throws IOException {
    Ran ran =
        diff(OLD.replace("20%", "45%"), "--json", "--urls", urls("/c/1\r\n/c/2\n# no\n\n/x\n"));

    JsonNode answer = ran.json();
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(answer.path("urls").asInt()).isEqualTo(3);
    assertThat(answer.path("moves").size()).isEqualTo(1);
    JsonNode move = answer.path("moves").get(0);
    assertThat(move.path("unit").asString()).isEqualTo("catalog");
    assertThat(move.path("from").asString()).isEqualTo("legacy");
    assertThat(move.path("to").asString()).isEqualTo("next");
    assertThat(move.path("urls").asInt()).isEqualTo(2);
    assertThat(move.path("share").asDouble()).isBetween(21.0, 29.0);
    assertThat(move.path("examples").toString())
        .isEqualTo("[\"https://www.shop.example/c/1\",\"https://www.shop.example/c/2\"]");
  }

  @Test
  void diff_ofARedirect_saysWhereItLeads() throws IOException {
    Ran ran = diff(OLD.replace("to: /c/", "to: /p/"), "--urls", urls("/old/x\n"));

    assertThat(ran.out())
        .contains("no unit: 301 → 301  100% of its visits, on 1 URL")
        .contains("https://www.shop.example/old/x → /p/x (was → /c/x)");
  }

  @Test
  void diff_ofALog_followsTheBucketsInIt() throws IOException {
    String log =
        IntStream.range(0, 10_000)
            .mapToObj(DiffCommandTest::line)
            .collect(Collectors.joining("\n"));

    Ran ran = diff(OLD.replace("20%", "45%"), "--json", "--urls", urls(log));

    JsonNode move = ran.json().path("moves").get(0);
    assertThat(move.path("urls").asInt()).isBetween(2_499, 2_501);
    assertThat(move.path("share").asDouble()).isBetween(24.9, 25.1);
    assertThat(ran.json().path("unsure").asInt()).isLessThan(3);
  }

  private static String line(int bucket) {
    return "{\"client\":\"203.0.113.9\",\"method\":\"GET\",\"host\":\"www.shop.example\","
        + "\"path\":\"/c/1\",\"unit\":\"catalog\",\"backend\":\""
        + (bucket < 2_000 ? "next" : "legacy")
        + "\",\"reason\":\"bucket\",\"bucket\":"
        + bucket
        + "}";
  }

  @Test
  void diff_ofALogThatCannotBeFollowed_saysHowMuch() throws IOException {
    Ran ran = diff(OLD, "--urls", urls(line(1).replace("\"next\"", "\"legacy\"")));

    assertThat(ran.out()).contains("1 request of the log left out");
  }

  @Test
  void diff_ofLinesThatAreNothing_namesThemAndGoesOn() throws IOException {
    Ran ran = diff(OLD, "--urls", urls("/c/1\nnonsense\n{\"client\":1}\n" + "x".repeat(400_000)));

    assertThat(ran.exit()).isZero();
    assertThat(ran.err())
        .contains("urls:2: URL nonsense begins with neither")
        .contains("urls:3: no \"client\" in it")
        .contains("urls:4: is too long");
    assertThat(ran.out()).contains("3 lines could not be read");
  }

  @Test
  void diff_ofNothingReadable_exits2() throws IOException {
    assertThat(diff(OLD, "--urls", urls("nonsense\n")).exit()).isEqualTo(2);
    assertThat(diff(OLD, "--urls", folder.resolve("nowhere").toString()).exit()).isEqualTo(2);
    assertThat(diff(OLD.replace("20%", "120%")).exit()).isEqualTo(2);
    assertThat(Commands.run("diff", "-c", old.toString()).exit()).isEqualTo(2);
  }
}
