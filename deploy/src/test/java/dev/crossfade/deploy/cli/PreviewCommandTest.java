package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cohorts.Signer;
import dev.crossfade.config.model.Secrets.CookieKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PreviewCommandTest {
  private static final String KEY = "a key nobody can guess";
  private static final String SHOP =
      """
      listeners: [ { bind: 127.0.0.1:8080 } ]
      backends:
        legacy: { endpoints: ["http://127.0.0.1:8081"] }
        next: { endpoints: ["http://127.0.0.1:8082"] }
      units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: 25% } } ]
      """;
  private static final String WITH_KEY =
      SHOP + "secrets: { cookieKeys: [ { id: k1, value: " + KEY + " } ] }\n";
  private static final String WITH_ORIGIN =
      WITH_KEY + "seo: { origin: \"https://www.shop.example\" }\n";

  @TempDir Path folder;

  private record Ran(int exit, String out, String err) {}

  private Ran preview(String yaml, String... args) throws IOException {
    Path file = Files.writeString(folder.resolve("crossfade.yaml"), yaml);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Cli.run(
            Stream.concat(Stream.of("preview", "-c", file.toString()), Stream.of(args))
                .toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private JsonNode json(String yaml, String... args) throws IOException {
    Ran ran =
        preview(yaml, Stream.concat(Stream.of("--json"), Stream.of(args)).toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
    return JsonMapper.shared().readTree(ran.out());
  }

  private static String token(JsonNode answer) {
    return answer.path("cookie").asString().replace("cf_preview=", "");
  }

  @Test
  void preview_ofTheOrigin_isALinkACookieAndHowToRevokeIt() throws IOException {
    Ran ran = preview(WITH_ORIGIN, "--backend", "legacy", "--for", "2d");

    assertThat(ran.exit()).isZero();
    String token = "legacy\\.[0-9]{10}\\.p[0-9a-f]{12}\\.k1\\.[A-Za-z0-9_-]{22}";
    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("https://www\\.shop\\.example/\\?cf_preview=" + token);
    assertThat(lines.get(1)).matches("cookie: cf_preview=" + token);
    assertThat(lines.get(2)).matches("shows legacy until 20[0-9T:-]+Z");
    assertThat(lines.get(3)).matches("to revoke it: secrets\\.revokedPreviews: \\[ p[0-9a-f]+ ]");
  }

  @Test
  void preview_withJson_isOneDocumentWithAValidSignature() throws IOException {
    Instant before = Instant.now();

    JsonNode answer = json(WITH_ORIGIN, "--for", "8h");

    assertThat(answer.path("backend").asString()).isEqualTo("next");
    assertThat(Duration.between(before, Instant.parse(answer.path("expires").asString())))
        .isBetween(Duration.ofHours(8).minusSeconds(1), Duration.ofHours(8).plusMinutes(1));
    assertThat(answer.path("url").asString())
        .isEqualTo("https://www.shop.example/?" + answer.path("cookie").asString());
    assertThat(Signer.of(List.of(new CookieKey("k1", KEY))).verify("preview", token(answer)))
        .isEqualTo(
            "next."
                + Instant.parse(answer.path("expires").asString()).getEpochSecond()
                + "."
                + answer.path("id").asString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://a.example, https://a.example?P",
    "https://a.example/c/sale, https://a.example/c/sale?P",
    "https://a.example/?x=1, https://a.example/?P&x=1",
    "https://a.example/?cf_preview=old, https://a.example/?P&cf_preview=old",
    "https://a.example/c?x=1#top, https://a.example/c?P&x=1#top",
    "http://127.0.0.1:8080/#top, http://127.0.0.1:8080/?P#top"
  })
  void preview_ofAPage_isALinkToIt(String url, String expected) throws IOException {
    JsonNode answer = json(WITH_ORIGIN, "--url", url);

    assertThat(answer.path("url").asString())
        .isEqualTo(expected.replace("P", answer.path("cookie").asString()));
  }

  @Test
  void preview_withoutOrigin_isAParameterForAnyPage() throws IOException {
    assertThat(json(WITH_KEY).path("url").isNull()).isTrue();
    assertThat(preview(WITH_KEY).out()).startsWith("?cf_preview=next.");
  }

  @Test
  void preview_withoutKeys_isSignedWithTheOneKeptInState() throws IOException {
    String token = token(json(SHOP));

    String key = Files.readString(folder.resolve("state/cookie-key")).strip();
    assertThat(Signer.of(List.of(new CookieKey("state", key))).verify("preview", token))
        .isNotNull();
    assertThat(token(json(SHOP))).isNotEqualTo(token);
  }

  @Test
  void preview_keyThatIsCutOff_exits2AndSaysWhere() throws IOException {
    Path file = Files.createDirectories(folder.resolve("state")).resolve("cookie-key");
    Files.writeString(file, "AAEC");

    Ran ran = preview(SHOP);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("state.dir: " + file + ": is cut off");
    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "--backend, nxt, --backend nxt is not defined (did you mean \"next\"?)",
    "--for, 8, '--for 8 (expected: a time from 1m to 90d, such as 8h)'",
    "--for, 1s, '--for 1s (expected: a time from 1m to 90d, such as 8h)'",
    "--for, 91d, '--for 91d (expected: a time from 1m to 90d, such as 8h)'",
    "--for, 999999999d999999999d999999999d999999999d999999999d, '(expected: a time from 1m'",
    "--url, /c/sale, '--url /c/sale (expected: an address such as https://www.shop.example/)'",
    "--url, ftp://a.example/, '--url ftp://a.example/ (expected: an address'",
    "--url, https://, '--url https:// (expected: an address'"
  })
  void preview_ofWhatCannotBe_exits2AndSaysWhatCan(String option, String value, String message)
      throws IOException {
    Ran ran = preview(WITH_ORIGIN, option, value);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void preview_ofAnInvalidConfiguration_exits2WithItsProblems() throws IOException {
    Ran ran = preview(SHOP.replace("25%", "125%"));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("units[0].exposure.percent: 125%");
  }
}
